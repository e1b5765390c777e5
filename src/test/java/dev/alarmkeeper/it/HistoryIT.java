package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.history.EventHistory.Attribute;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.history.EventHistory.Recorded;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened is found in the log group and in the event history, page by page. */
class HistoryIT {
  private static final String PATTERN = "{ $.userIdentity.type = \"Root\" }";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Window HOUR = new Window(NOON, NOON.plusSeconds(3600));
  private static final String ELSEWHERE = "eu-west-1";

  private final List<String> made = new ArrayList<>();
  private Duration waited = Duration.ZERO;
  private LocalAws aws;
  private CloudTrailHistory history;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
    Clients as = Clients.of(aws, Keeper.NAME);
    history =
        new CloudTrailHistory(
            as.logs(),
            region -> {
              made.add(region);
              return as.in(region).cloudTrail();
            },
            new Pace(() -> Instant.EPOCH.plus(waited), it -> waited = waited.plus(it)));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void whatWasDeliveredIsFoundThoughPagesAreEmpty() {
    aws.logs().eventsLookedAtPerPage(2);
    for (int minute = 0; minute < 7; minute++) {
      deliver(NOON.plusSeconds(60L * minute), minute == 6 ? "Root" : "IAMUser", "e" + minute);
    }

    List<Page> pages = delivered(HOUR);

    assertThat(pages).hasSize(4);
    assertThat(pages.getFirst().events()).isEmpty();
    assertThat(ids(pages)).containsExactly("e6");
    assertThat(pages.getLast().events().getFirst().ingested()).isPresent();
  }

  @Test
  void bothEndsOfTheWindowBelongToIt() {
    deliver(HOUR.from().minusMillis(1), "Root", "before");
    deliver(HOUR.from(), "Root", "first");
    deliver(HOUR.to(), "Root", "last");
    deliver(HOUR.to().plusMillis(1), "Root", "after");

    assertThat(ids(delivered(HOUR))).containsExactly("first", "last");
  }

  @Test
  void whatIsNoJsonHidesNothing() {
    aws.logs().matcher((_, _) -> true);
    deliver(NOON, "Root", "e1");
    aws.logs().ingest(LocalAws.LOG_GROUP, NOON, "no json");
    deliver(NOON, "Root", "e2");

    List<Page> pages = delivered(HOUR);

    assertThat(pages.getFirst().events()).extracting(Recorded::json).hasSize(3).contains(Map.of());
    assertThat(ids(pages)).containsExactly("e1", "null", "e2");
  }

  @Test
  void aLogGroupThatCannotBeReadIsNotAnEmptyOne() {
    aws.faults().on("logs:FilterLogEvents").deny();
    Observed<Page> denied = history.delivered(LocalAws.LOG_GROUP, PATTERN, HOUR, Optional.empty());

    assertThat(denied).isInstanceOf(Unreadable.class);
  }

  @Test
  void aLogGroupThatIsNotThereIsAbsent() {
    assertThat(history.delivered("nowhere", PATTERN, HOUR, Optional.empty()))
        .isEqualTo(new Observed.Absent<>());
  }

  @Test
  void anAnswerWithoutEventsIsNotAnEmptyPage() {
    aws.faults().on("logs:FilterLogEvents").emptyAnswer();
    aws.faults().on("cloudtrail:LookupEvents").emptyAnswer();

    assertThat(history.delivered(LocalAws.LOG_GROUP, PATTERN, HOUR, Optional.empty()))
        .isInstanceOf(Unreadable.class);
    assertThat(remember(aws.region(), Attribute.EVENT_NAME, "x", Optional.empty()))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void rootIsFoundInTheHistoryOfTheRegionThatIsAsked() {
    aws.cloudTrail()
        .addEvent(ELSEWHERE, NOON, "signin.amazonaws.com", "ConsoleLogin", event("Root", "there"));
    aws.cloudTrail().addEvent(NOON, "iam.amazonaws.com", "CreateUser", event("Root", "here"));
    aws.cloudTrail().addEvent(NOON, "iam.amazonaws.com", "CreateUser", event("IAMUser", "other"));

    assertThat(ids(remembered(aws.region(), Attribute.USERNAME, "root"))).containsExactly("here");
    assertThat(ids(remembered(ELSEWHERE, Attribute.USERNAME, "root"))).containsExactly("there");
    assertThat(ids(remembered(ELSEWHERE, Attribute.EVENT_NAME, "CreateUser"))).isEmpty();
    assertThat(made).containsExactly(aws.region(), ELSEWHERE);
  }

  @Test
  void theHistoryIsAskedTwiceASecondAtMost() {
    for (int i = 0; i < 120; i++) {
      aws.cloudTrail()
          .addEvent(NOON, "logs.amazonaws.com", "DeleteMetricFilter", event("Root", "e" + i));
    }

    List<Page> pages = remembered(aws.region(), Attribute.EVENT_NAME, "DeleteMetricFilter");

    assertThat(pages).extracting(it -> it.events().size()).containsExactly(50, 50, 20);
    assertThat(waited).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aThrottledHistoryIsNotAnEmptyOne() {
    aws.faults().on("cloudtrail:LookupEvents").throttle();

    assertThat(remember(aws.region(), Attribute.USERNAME, "root", Optional.empty()))
        .isInstanceOfSatisfying(Unreadable.class, it -> assertThat(it.retryable()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "aws,        eu-west-1,      us-east-1",
    "aws-us-gov, us-gov-east-1,  us-gov-west-1",
    "aws-cn,     cn-northwest-1, cn-north-1",
    "aws-eusc,   eusc-de-east-1, eusc-de-east-1"
  })
  void whatHappensInNoRegionIsInTheGlobalOne(String partition, String region, String global) {
    assertThat(EventHistory.globalRegion(new Account(partition, region, LocalAws.ACCOUNT)))
        .isEqualTo(global);
  }

  private void deliver(Instant time, String who, String id) {
    aws.logs().ingest(LocalAws.LOG_GROUP, time, event(who, id));
  }

  private static String event(String who, String id) {
    return "{\"userIdentity\":{\"type\":\"%s\"},\"eventID\":\"%s\"}".formatted(who, id);
  }

  private List<Page> delivered(Window window) {
    return pages(token -> history.delivered(LocalAws.LOG_GROUP, PATTERN, window, token));
  }

  private List<Page> remembered(String region, Attribute by, String value) {
    return pages(token -> remember(region, by, value, token));
  }

  private Observed<Page> remember(
      String region, Attribute by, String value, Optional<String> token) {
    return history.remembered(region, by, value, HOUR, token);
  }

  private static List<Page> pages(Function<Optional<String>, Observed<Page>> read) {
    List<Page> pages = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      if (!(read.apply(token) instanceof Present<Page>(Page page))) {
        throw new AssertionError("unreadable");
      }
      pages.add(page);
      token = page.next();
    } while (token.isPresent());
    return pages;
  }

  private static List<String> ids(List<Page> pages) {
    return pages.stream()
        .flatMap(it -> it.events().stream())
        .map(it -> String.valueOf(it.json().get("eventID")))
        .toList();
  }
}
