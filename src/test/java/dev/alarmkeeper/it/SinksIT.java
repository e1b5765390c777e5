package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.aws.BusEvents;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.evidence.notify.EventBus.Event;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.notify.Sent.Done;
import dev.alarmkeeper.evidence.notify.Sent.Failed;
import dev.alarmkeeper.evidence.notify.Sent.Refused;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Sns.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and machines are sent, and what is said where they are not. */
class SinksIT {
  private static final String PUT = "events:PutEvents";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.5Z");
  private static final Notice NOTICE = new Notice("Root was used", "Somebody signed in as root.");

  private LocalAws aws;
  private BusEvents bus;
  private SnsOperationsTopic notices;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    Clients as = Clients.of(aws, Keeper.NAME);
    bus = new BusEvents(as.retrying()::eventBridge, "default");
    notices = new SnsOperationsTopic(as.sns(), aws.arn("sns", "operations"));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void peopleGetSubjectAndBody() {
    Clients.of(aws, "owner").sns().createTopic(it -> it.name("operations"));

    assertThat(notices.send(NOTICE)).isEqualTo(new Done());
    assertThat(aws.sns().published())
        .containsExactly(
            new Message(aws.arn("sns", "operations"), NOTICE.subject(), NOTICE.body()));
  }

  @Test
  void aTopicThatIsNotThereMayComeBack() {
    assertThat(failed(notices.send(NOTICE)).retryable()).isTrue();
  }

  @Test
  void aTopicThatIsClosedToUsIsAPersonsToOpen() {
    aws.faults().on("sns:Publish").deny();

    assertThat(notices.send(NOTICE)).isInstanceOf(Refused.class);
  }

  @Test
  void machinesGetTheEventAsItIs() {
    assertThat(bus.put(List.of(new Event("Chain Drifted", NOW, Map.of("id", "ü\n")))))
        .isEqualTo(new Done());

    ObjectNode event = aws.eventBridge().events().getFirst();
    assertThat(event.path("EventBusName").asText()).isEqualTo("default");
    assertThat(event.path("Source").asText()).isEqualTo("alarmkeeper");
    assertThat(event.path("DetailType").asText()).isEqualTo("Chain Drifted");
    assertThat(event.path("Time").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(event.path("Detail").asText()).isEqualTo("{\"id\":\"ü\\n\"}");
  }

  @Test
  void moreThanTenEventsTakeAnotherCall() {
    assertThat(bus.put(events(21, ""))).isEqualTo(new Done());
    assertThat(aws.journal().count(PUT)).isEqualTo(3);
    assertThat(aws.eventBridge().events())
        .extracting(it -> it.path("Detail").asText())
        .containsExactlyElementsOf(
            IntStream.range(0, 21).mapToObj("{\"n\":\"%d\"}"::formatted).toList());
  }

  @Test
  void largeEventsShareNoCallThatWouldBeTooLarge() {
    assertThat(bus.put(events(4, "x".repeat(100 * 1024)))).isEqualTo(new Done());
    assertThat(aws.journal().count(PUT)).isEqualTo(2);
  }

  @Test
  void anEventThatNoBusWouldTakeKeepsTheOthersFromNothing() {
    Event large = events(1, "x".repeat(256 * 1024)).getFirst();
    Event small = events(1, "").getFirst();

    assertThat(bus.put(List.of(small, large, small)))
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.advice()).contains("Chain Drifted", "262144"));
    assertThat(aws.eventBridge().events()).hasSize(2);
  }

  @Test
  void nothingToSendIsNoCall() {
    assertThat(bus.put(List.of())).isEqualTo(new Done());
    assertThat(aws.journal().entries()).isEmpty();
  }

  @Test
  void aCallThatSucceedsAndTookNotAllIsAFailure() {
    aws.eventBridge().refuseEntries(2);

    Failed failed = failed(bus.put(events(3, "")));

    assertThat(failed.retryable()).isTrue();
    assertThat(failed.why()).contains("2 of 3 events", "InternalFailure: it broke");
    assertThat(aws.eventBridge().events()).hasSize(1);
  }

  @Test
  void oneCallThatFailsDoesNotKeepTheNextFromBeingMade() {
    aws.faults().on(PUT).first(3).throttle();

    assertThat(failed(bus.put(events(11, ""))).retryable()).isTrue();
    assertThat(aws.eventBridge().events()).hasSize(1);
  }

  @Test
  void whatPassesIsSurvived() {
    aws.faults().on(PUT).first(2).fail();

    assertThat(bus.put(events(1, ""))).isEqualTo(new Done());
  }

  @Test
  void anAnswerThatDoesNotSayIsNotAllTaken() {
    aws.faults().on(PUT).emptyAnswer();

    assertThat(failed(bus.put(events(1, ""))).why()).contains("FailedEntryCount");
  }

  @Test
  void aDeniedBusIsAPersonsToOpen() {
    aws.faults().on(PUT).deny();

    assertThat(bus.put(events(1, ""))).isInstanceOf(Refused.class);
  }

  private static List<Event> events(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(n -> new Event("Chain Drifted", NOW, Map.of("n", n + more)))
        .toList();
  }

  private static Failed failed(Sent outcome) {
    return (Failed) assertThat(outcome).isInstanceOf(Failed.class).actual();
  }
}
