package dev.alarmkeeper.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An event alone proves nothing: whichever sample is played to a whole chain, however it is
 * changed, there is no incident and no message, and nothing waits for CloudTrail for ever.
 */
class ReplayedEventsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Where the calls come from that change alarmkeeper itself. */
  private static final Set<String> OWN = Set.of("aws.events", "aws.scheduler", "aws.lambda");

  /** How an event is played. */
  enum Played {
    AS_IT_IS(false, it -> it),
    OF_LAST_WINTER(false, it -> it.replace("2026-11-23T", "2026-01-01T")),
    FORGED_NOW(false, it -> it.replace("2026-11-23T10:15:30Z", "2026-11-23T12:01:50Z")),
    OF_LAST_WINTER_AND_IN_THE_HISTORY(true, it -> it.replace("2026-11-23T", "2026-01-01T")),
    OF_YESTERDAY_AND_IN_THE_HISTORY(true, it -> it.replace("2026-11-23T", "2026-11-22T")),
    BEFORE_THE_LAST_VERIFIED_LOOK(
        true, it -> it.replace("2026-11-23T10:15:30Z", "2026-11-23T12:00:30Z")),
    OF_ANOTHER_GROUP(true, it -> now(it).replace("CloudTrail/logs", "CloudTrail/logs-2")),
    OF_ANOTHER_ACCOUNT(true, it -> now(it).replace("111122223333", "444455556666")),
    OF_ANOTHER_REGION(true, it -> now(it).replace("us-east-1", "eu-west-1"));

    private final boolean inHistory;

    @SuppressWarnings("ImmutableEnumChecker") // it holds nothing
    private final UnaryOperator<String> change;

    Played(boolean inHistory, UnaryOperator<String> change) {
      this.inHistory = inHistory;
      this.change = change;
    }

    private static String now(String event) {
      return event.replace("2026-11-23T10:15:30Z", "2026-11-23T12:01:50Z");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noSampleMakesAnIncidentOfAWholeChain(Played played) {
    for (SampleEvent sample : SampleEvent.all()) {
      boolean isAbout =
          switch (played) {
            // What is of no group may be of our chain.
            case OF_ANOTHER_GROUP -> sample.text().contains("CloudTrail/logs");
            // No look verifies alarmkeeper itself: of it CloudTrail tells.
            case BEFORE_THE_LAST_VERIFIED_LOOK ->
                !OWN.contains(sample.json().path("source").asText());
            default -> true;
          };
      if (isAbout) {
        play(sample.name(), played.change.apply(sample.text()), played.inHistory);
      }
    }
  }

  private static void play(String name, String event, boolean inHistory) {
    Optional<Cause> cause = cause(event);
    if (cause.isEmpty()) {
      return;
    }
    Story story = new Story();
    story.run();
    story.later(MINUTE).run();
    if (inHistory) {
      story.outside.records.add(new JsonFields(Json.object(event)).object("detail").json());
    }
    story.later(MINUTE).run(cause.get());
    story.later(MINUTE).run(cause.get());
    story.newProcess();
    story.later(MINUTE).run(cause.get());
    for (int i = 0; i < 16; i++) {
      story.later(MINUTE.multipliedBy(5)).run();
    }

    assertThat(story.kept(StoredDocuments.DRIFT)).as(name).isEmpty();
    assertThat(story.kept(StoredDocuments.INCIDENT)).as(name).isEmpty();
    assertThat(story.outside.notices).as(name).isEmpty();
    assertThat(story.outside.events).as(name).isEmpty();
    assertThat(story.kept(VerifiedPeriods.CURRENT).getFirst().objects("pending"))
        .as("%s awaits CloudTrail", name)
        .isEmpty();
    // One period: nothing broke the chain of verified looks.
    assertThat(story.kept(VerifiedPeriods.CURRENT).getFirst().instant("from"))
        .as(name)
        .contains(Fixtures.NOW);
  }

  private static Optional<Cause> cause(String event) {
    try {
      return switch (new EventParser(Fixtures.ROOT_USAGE).parse(event)) {
        case Trigger.Notice(Cause cause) -> Optional.of(cause);
        case Trigger.Evaluation it -> Optional.of(it.cause());
        case Trigger.Request it -> Optional.of(it.cause());
        case Trigger.Drill it -> Optional.of(it.cause());
        case Trigger.Statement _ -> Optional.empty();
      };
    } catch (EventException _) {
      return Optional.empty(); // of another account or Region it may be no event for us
    }
  }
}
