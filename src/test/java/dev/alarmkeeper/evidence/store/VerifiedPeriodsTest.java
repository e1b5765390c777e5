package dev.alarmkeeper.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.incident.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedPeriodsTest {
  private static final Duration SILENCE = Duration.ofMinutes(15);
  private static final List<String> ROOT = List.of("root_usage");

  private final Story story = new Story();
  private final Instant start = Fixtures.NOW;

  @Test
  void looksThatFollowSoonAreOneWatch() {
    VerifiedPeriods watches = watches();
    watches.verified(start, ROOT);
    watches.verified(start.plus(SILENCE), ROOT);

    assertThat(current())
        .isEqualTo(new VerifiedPeriod(new Window(start, start.plus(SILENCE)), ROOT));
    assertThat(story.kept(VerifiedPeriods.PAST)).isEmpty();
  }

  @Test
  void afterASilenceAnotherWatchBegins() {
    Instant late = start.plus(SILENCE).plusMillis(1);
    VerifiedPeriods watches = watches();
    watches.verified(start, ROOT);
    watches.verified(late, ROOT);

    assertThat(current()).isEqualTo(new VerifiedPeriod(new Window(late, late), ROOT));
    assertThat(story.kept(VerifiedPeriods.PAST))
        .map(VerifiedPeriodJson::read)
        .containsExactly(VerifiedPeriod.begun(start, ROOT));
  }

  @Test
  void otherControlsAreAnotherWatch() {
    VerifiedPeriods watches = watches();
    watches.verified(start, ROOT);
    watches.verified(start, List.of("root_usage", "other"));

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
  }

  @Test
  void anotherProcessGoesOnWithTheWatch() {
    watches().verified(start, ROOT);
    VerifiedPeriods other = watches();
    other.read();
    other.verified(start.plus(SILENCE), ROOT);

    assertThat(current().window().from()).isEqualTo(start);
    assertThat(other.last()).map(it -> it.window().to()).contains(start.plus(SILENCE));
  }

  @Test
  void twoRunsAtOnceAreOneWatch() {
    VerifiedPeriods one = watches();
    VerifiedPeriods other = watches();
    one.verified(start, ROOT);
    assertThat(other.verified(start, ROOT)).isEmpty();

    assertThat(other.last()).map(it -> it.window().to()).contains(start);
    assertThat(other.verified(start.plus(SILENCE), ROOT)).isEmpty();
    assertThat(current().window().to()).isEqualTo(start.plus(SILENCE));
  }

  @Test
  void aWatchThatCannotBeFiledGoesOnUntilItCan() {
    Instant late = start.plus(SILENCE.multipliedBy(2));
    VerifiedPeriods watches = watches();
    watches.verified(start, ROOT);
    story.ledger.breaks();
    assertThat(watches.verified(late, ROOT)).isPresent();
    story.ledger.works();
    watches.verified(late, ROOT);

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
    assertThat(current().window().from()).isEqualTo(late);
  }

  private VerifiedPeriods watches() {
    return new VerifiedPeriods(Optional.of(story.ledger), Story.RETENTION, SILENCE);
  }

  private VerifiedPeriod current() {
    return VerifiedPeriodJson.read(story.kept(VerifiedPeriods.CURRENT).getFirst());
  }
}
