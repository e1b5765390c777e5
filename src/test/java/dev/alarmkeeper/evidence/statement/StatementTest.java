package dev.alarmkeeper.evidence.statement;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.HostileText;
import dev.alarmkeeper.evidence.Schemas;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.evidence.incident.AnIncident;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Statement.Line;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.Horizon;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether controls were in force, minute by minute; nothing is claimed that is not known. */
class StatementTest {
  private static final Duration RETENTION = Duration.ofDays(400);
  private static final Instant FROM = NOW.minus(Duration.ofMinutes(100));
  private static final Window PERIOD = new Window(FROM, NOW);

  private final List<Incident> incidents = new ArrayList<>();
  private final List<VerifiedPeriod> watches = new ArrayList<>();

  @Test
  void aWatchedHourWithoutAnIncidentWasInForce() {
    watched(20, 80);

    assertThat(line()).isEqualTo(new Line(control(), 60, 0, 40, 0, 0, Optional.of(0)));
  }

  @Test
  void whatNobodyWatchedIsUnknown() {
    assertThat(line().unknown()).isEqualTo(100);
    watches.add(new VerifiedPeriod(new Window(FROM, NOW), List.of("vpc_changes")));
    assertThat(line().unknown()).as("another control's watch").isEqualTo(100);
  }

  @Test
  void aMinuteIsExposedIfAnyPartOfItWas() {
    watched(0, 100);
    incidents.add(
        incident(1, at(10).plusSeconds(59), BrokenSince.Basis.CALL, at(11).plusSeconds(1)));

    assertThat(line()).isEqualTo(new Line(control(), 98, 2, 0, 2, 1, Optional.of(0)));
  }

  @Test
  void aMinuteIsInForceOnlyIfAllOfItWasWatched() {
    watches.add(
        new VerifiedPeriod(
            new Window(at(10).plusSeconds(1), at(12).plusSeconds(59)), List.of("root_usage")));

    assertThat(line().inForce()).isEqualTo(1);
  }

  @Test
  void anIncidentThatEndsAsItBeginsStillTakesAMinute() {
    watched(0, 100);
    incidents.add(incident(1, at(10), BrokenSince.Basis.CALL, at(10)));

    assertThat(line().exposed()).isEqualTo(1);
  }

  @Test
  void sinceTheLastVerifiedLookIsExposedButNotForCertain() {
    watched(0, 100);
    incidents.add(incident(1, at(10), BrokenSince.Basis.LAST_VERIFIED, at(15), at(20)));

    assertThat(line().exposed()).isEqualTo(10);
    assertThat(line().certain()).isEqualTo(5);
  }

  @Test
  void anOpenIncidentGoesOnUntilNow() {
    watched(0, 100);
    incidents.add(open(1, at(90)));

    assertThat(line().exposed()).isEqualTo(10);
  }

  @Test
  void overlappingIncidentsAreCountedOnceInMinutes() {
    watched(0, 100);
    incidents.add(incident(1, at(10), BrokenSince.Basis.CALL, at(20)));
    incidents.add(incident(2, at(15), BrokenSince.Basis.CALL, at(30)));

    assertThat(line()).isEqualTo(new Line(control(), 80, 20, 0, 20, 2, Optional.of(0)));
  }

  @Test
  void whatHidNothingIsAnIncidentButNoExposure() {
    watched(0, 100);
    incidents.add(
        AnIncident.of("n", 1, at(10), at(10), BrokenSince.Basis.CALL, Optional.of(at(20)), false));

    assertThat(line()).isEqualTo(new Line(control(), 100, 0, 0, 0, 1, Optional.of(0)));
  }

  @Test
  void whatLiesOutsideOfThePeriodIsNotInIt() {
    incidents.add(incident(1, at(-20), BrokenSince.Basis.CALL, at(-10)));
    incidents.add(incident(2, at(-5), BrokenSince.Basis.CALL, at(5)));

    Statement statement = statement();
    assertThat(statement.incidents()).extracting(Incident::number).containsExactly(2);
    assertThat(statement.lines().getFirst().exposed()).isEqualTo(5);
  }

  @Test
  void thePeriodEndsNow() {
    Window year = new Window(FROM, NOW.plus(Duration.ofDays(365)));
    watched(0, 200);
    Statement statement = statement(year, true);

    assertThat(statement.period().to()).isEqualTo(NOW);
    assertThat(statement.lines().getFirst().inForce()).isEqualTo(100);
    Window tomorrow = new Window(NOW.plusSeconds(86_400), NOW.plusSeconds(99_999));
    assertThat(statement(tomorrow, true).lines().getFirst())
        .isEqualTo(new Line(control(), 0, 0, 0, 0, 0, Optional.of(0)));
  }

  /** An incident that has been forgotten could have been in any of them. */
  @Test
  void minutesOlderThanWhatIsKeptAreUnknown() {
    watched(0, 100);
    StoredEvidence remembered = new StoredEvidence(incidents, watches, horizon(), true, List.of());
    Line line =
        Statement.of(ACCOUNT, ROOT_USAGE, PERIOD, remembered, Duration.ofMinutes(30), NOW)
            .lines()
            .getFirst();

    assertThat(line.inForce()).isEqualTo(30);
    assertThat(line.unknown()).isEqualTo(70);
  }

  @Test
  void whereIncidentsWereNotReadNoMinuteIsInForce() {
    watched(0, 100);
    incidents.add(incident(1, at(10), BrokenSince.Basis.CALL, at(20)));
    Line line = statement(PERIOD, false).lines().getFirst();

    assertThat(line).isEqualTo(new Line(control(), 0, 10, 90, 10, 1, Optional.of(0)));
  }

  @Test
  void everyMinuteIsInForceOrExposedOrUnknown() {
    Random random = new Random(20261123);
    for (int i = 0; i < 500; i++) {
      incidents.clear();
      watches.clear();
      for (int j = random.nextInt(6); j > 0; j--) {
        Instant since = any(random);
        Instant end = since.plusMillis(random.nextInt(3_000_000));
        BrokenSince.Basis basis = List.of(BrokenSince.Basis.values()).get(random.nextInt(4));
        Instant seen = random.nextBoolean() ? end : since;
        Incident incident = incident(j, since, basis, seen, end);
        incidents.add(random.nextInt(4) == 0 ? open(j, since) : incident);
      }
      for (int j = random.nextInt(6); j > 0; j--) {
        Instant from = any(random);
        watches.add(
            new VerifiedPeriod(
                new Window(from, from.plusMillis(random.nextInt(3_000_000))),
                random.nextBoolean() ? List.of("root_usage") : List.of("vpc_changes")));
      }
      boolean complete = random.nextInt(5) > 0;
      Statement statement = statement(PERIOD, complete);
      Line line = statement.lines().getFirst();
      assertThat(spans(statement)).as("the same minutes, in their order").isEqualTo(minutes(line));
      assertThat(line.inForce() + line.exposed() + line.unknown()).isEqualTo(100);
      assertThat(line.certain()).isBetween(0, line.exposed());
      assertThat(line.inForce()).isEqualTo(complete ? minuteByMinute(false) : 0);
      assertThat(line.exposed()).isEqualTo(minuteByMinute(true));
    }
  }

  /** How many minutes of each state the timeline has, which covers the period without a gap. */
  private static Map<Timeline.State, Long> spans(Statement statement) {
    Map<Timeline.State, Long> minutes = new EnumMap<>(Timeline.State.class);
    Instant end = FROM;
    for (Timeline.Span span : statement.timelines().getFirst().spans()) {
      assertThat(span.window().from()).isEqualTo(end);
      end = span.window().to();
      minutes.merge(
          span.state(), Duration.between(span.window().from(), end).toMinutes(), Long::sum);
    }
    assertThat(end).isEqualTo(NOW);
    return minutes;
  }

  private static Map<Timeline.State, Long> minutes(Line line) {
    Map<Timeline.State, Long> minutes = new EnumMap<>(Timeline.State.class);
    minutes.put(Timeline.State.IN_FORCE, (long) line.inForce());
    minutes.put(Timeline.State.EXPOSED, (long) line.certain());
    minutes.put(Timeline.State.MAYBE_EXPOSED, (long) line.exposed() - line.certain());
    minutes.put(Timeline.State.UNKNOWN, (long) line.unknown());
    minutes.values().removeIf(it -> it == 0);
    return minutes;
  }

  @Test
  void theTimelineSaysWhenWhatWasKnown() {
    watched(0, 90);
    incidents.add(incident(1, at(10), BrokenSince.Basis.LAST_VERIFIED, at(15), at(20)));

    assertThat(statement().timelines().getFirst().spans())
        .extracting(Timeline.Span::state, it -> it.window().from())
        .containsExactly(
            tuple(Timeline.State.IN_FORCE, at(0)),
            tuple(Timeline.State.MAYBE_EXPOSED, at(10)),
            tuple(Timeline.State.EXPOSED, at(15)),
            tuple(Timeline.State.IN_FORCE, at(20)),
            tuple(Timeline.State.UNKNOWN, at(90)));
  }

  @Test
  void theDigestIsThatOfWhatIsStatedWheneverItIsMade() {
    watched(0, 100);
    incidents.add(open(1, at(10)));
    Window past = new Window(FROM, at(50));
    String digest = statement(past, true).digest();

    StoredEvidence same = new StoredEvidence(incidents, watches, horizon(), true, List.of());
    Instant later = NOW.plus(Duration.ofHours(1));
    assertThat(Statement.of(ACCOUNT, ROOT_USAGE, past, same, RETENTION, later).digest())
        .isEqualTo(digest)
        .matches("[0-9a-f]{64}");
    assertThat(statement(new Window(FROM, at(51)), true).digest()).isNotEqualTo(digest);
    incidents.add(incident(2, at(20), BrokenSince.Basis.CALL, at(21)));
    assertThat(statement(past, true).digest()).isNotEqualTo(digest);
  }

  /** The same, told by looking at each millisecond that may matter of each minute. */
  private int minuteByMinute(boolean exposed) {
    return (int)
        IntStream.range(0, 100)
            .filter(
                it -> {
                  boolean touched =
                      incidents.stream()
                          .anyMatch(
                              incident ->
                                  incident.since().at().isBefore(at(it + 1))
                                      && (incident.ended().orElse(NOW).isAfter(at(it))
                                          || !incident.since().at().isBefore(at(it))));
                  boolean watched =
                      watches.stream()
                          .filter(watch -> watch.controls().contains("root_usage"))
                          .anyMatch(
                              watch ->
                                  !watch.window().from().isAfter(at(it))
                                      && !watch.window().to().isBefore(at(it + 1)));
                  return exposed ? touched : watched && !touched;
                })
            .count();
  }

  @Test
  void whatTheTableHasIsWhatTheStatementSays() {
    Story story = new Story();
    story.run();
    story.later(Duration.ofMinutes(5)).run();
    var deletion =
        story.later(Duration.ofMinutes(5)).deleteFilter("arn:aws:iam::111122223333:user/mallory");
    story.later(Duration.ofMinutes(1)).rootSignsIn("in-1");
    story.later(Duration.ofMinutes(1)).run(deletion);
    story.later(Duration.ofMinutes(5)).deleteFilter();
    story.later(Duration.ofMinutes(3)).run();
    story.later(Duration.ofMinutes(10)).run();

    Map<String, @Nullable Object> json =
        new Statements(Optional.of(story.ledger), RETENTION)
            .of(ACCOUNT, ROOT_USAGE, new Window(NOW, story.now), story.now);

    assertThat(Schemas.problems(Schemas.of("statement"), Json.text(json))).isEmpty();
    assertThat(json.get("text"))
        .isEqualTo(
            """
            alarmkeeper: account 111122223333, us-east-1
            2026-11-23 12:00:00 UTC to 2026-11-23 12:30:00 UTC, in minutes

            control     in force  exposed  at least  unknown  incidents  missed
            root_usage        15       15         0        0          2       1

            What is not known:
              root events missed up to metric_filter/root_usage_metric/2 are still searched for

            2 incidents, the newest first
            metric filter root_usage_metric, repaired
              2026-11-23 12:12:00 UTC at the earliest, exposed 8 min
              by whom is not known
            metric filter root_usage_metric, repaired
              2026-11-23 12:05:00 UTC at the earliest, exposed 7 min
              maybe DeleteMetricFilter by arn:aws:iam::111122223333:user/mallory
              1 missed root event found
            """);
  }

  @Test
  void aLedgerThatCannotBeReadMakesEveryMinuteUnknown() {
    Story story = new Story();
    story.run();
    story.later(Duration.ofMinutes(10)).run();
    story.ledger.breaks();

    Map<String, @Nullable Object> json = made(story.ledger, story.now);
    assertThat(new JsonFields(json).objects("controls").getFirst().json())
        .containsEntry("minutes_in_force", 0)
        .containsEntry("minutes_unknown", 10);
    assertThat(new JsonFields(json).texts("unread"))
        .hasSize(5)
        .allMatch(it -> it.contains("throttled"));
    assertThat(json.get("text")).asString().contains("What is not known:");
  }

  @Test
  void oneIncidentThatCannotBeReadIsEnoughToClaimNothing() {
    Story story = new Story();
    story.run();
    story.later(Duration.ofMinutes(10)).run();
    story.ledger.put(
        Entry.fresh(StoredDocuments.INCIDENT, "2026-11-01/x\u202E\n", Map.of("schema", 1)));

    Map<String, @Nullable Object> json = made(story.ledger, story.now);
    assertThat(new JsonFields(json).objects("controls").getFirst().json())
        .containsEntry("minutes_in_force", 0);
    assertThat(json.get("text"))
        .asString()
        .contains("incident 2026-11-01/x\uFFFD\uFFFD is not as alarmkeeper");
  }

  @Test
  void anIncidentThatIsFiledAndStillTheNewestCountsOnce() {
    Story story = new Story();
    story.deleteFilter();
    story.run();
    Map<String, @Nullable Object> newest =
        story.kept(StoredDocuments.DRIFT).getFirst().object("incident").json();
    story.ledger.put(Entry.fresh(StoredDocuments.INCIDENT, "filed", newest));

    assertThat(new JsonFields(made(story.ledger, story.now.plusSeconds(60))).objects("incidents"))
        .hasSize(1);
  }

  /** Lambda answers with 6 MB at most. */
  @Test
  void asManyIncidentsAsFitAreListedTheNewestFirstAndAllAreCounted() {
    for (int i = 0; i < 5_000; i++) {
      incidents.add(incident(i, at(0).plusSeconds(i), BrokenSince.Basis.CALL, at(60)));
    }
    Map<String, @Nullable Object> json = StatementJson.of(statement(), List.of(), NOW);

    int listed = new JsonFields(json).objects("incidents").size();
    assertThat(json).containsEntry("incidents_left_out", 5_000 - listed);
    assertThat(listed).isBetween(500, 4_999);
    assertThat(Json.utf8(json)).hasSizeLessThan(1_000_000);
    assertThat(new JsonFields(json).objects("incidents").getFirst().text("incident"))
        .contains("metric_filter/root_usage_metric/4999");
    assertThat(new JsonFields(json).objects("controls").getFirst().json())
        .containsEntry("incidents", 5_000);
    assertThat(json.get("text")).asString().contains("and 4,950 older ones");
  }

  @Test
  void hostileIncidentsAreStatedSafelyAndFit() {
    HostileText hostile = new HostileText(new Random(20261123));
    for (int i = 0; i < 2_500; i++) {
      Incident plain = incident(i, at(0).plusSeconds(i), BrokenSince.Basis.CALL, at(60));
      Map<String, @Nullable Object> record =
          Map.of(
              "eventName", hostile.text().repeat(99),
              "eventID", "\uD83D\uDE00".repeat(300),
              "sourceIPAddress", "\uD83D\uDE00".repeat(300),
              "userIdentity", Map.of("arn", "\uD83D\uDE00".repeat(300), "type", hostile.text()));
      incidents.add(
          plain.suspecting(
              List.of(
                  new Candidate(CloudTrailRecords.of(new JsonFields(record)), true, Set.of()))));
    }
    String json = Json.text(StatementJson.of(statement(), List.of(), NOW));

    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(Schemas.problems(Schemas.of("statement"), json)).isEmpty();
    String text = new JsonFields(Json.object(json)).text("text").orElseThrow();
    assertThat(text).doesNotContain("\u202E", "\u001b", "\r").contains("\uFFFD");
  }

  /** An auditor sees what was accepted, why and until when, and that it has run out. */
  @Test
  void whatTheOverridesAcceptIsSaidWithItsReasonAndDay() {
    Acceptance holds =
        new Acceptance(
            Link.TRAIL,
            "management-trail",
            "leaves out",
            "[kms.amazonaws.com]",
            "a trail of its own",
            LocalDate.ofInstant(NOW, ZoneOffset.UTC));
    Acceptance over =
        new Acceptance(Link.TOPIC, "t", "f", "o\u202E", "because", LocalDate.parse("2020-02-29"));
    Map<String, @Nullable Object> json =
        new Statements(Optional.empty(), RETENTION)
            .of(ACCOUNT, ROOT_USAGE, List.of(holds, over), PERIOD, NOW);

    assertThat(Schemas.problems(Schemas.of("statement"), Json.text(json))).isEmpty();
    assertThat(json.get("text"))
        .asString()
        .contains(
            "  trail management-trail, leaves out [kms.amazonaws.com], until "
                + holds.until()
                + ": a trail of its own\n",
            "which ended on 2020-02-29: because\n")
        .doesNotContain("\u202E");
    assertThat(Json.text(json)).contains("\"in_force\":true", "\"in_force\":false");
  }

  private static Map<String, @Nullable Object> made(DocumentStore ledger, Instant now) {
    return new Statements(Optional.of(ledger), RETENTION)
        .of(ACCOUNT, ROOT_USAGE, new Window(NOW, now), now);
  }

  private Statement statement() {
    return statement(PERIOD, true);
  }

  private Statement statement(Window period, boolean complete) {
    StoredEvidence remembered =
        new StoredEvidence(incidents, watches, horizon(), complete, List.of());
    return Statement.of(ACCOUNT, ROOT_USAGE, period, remembered, RETENTION, NOW);
  }

  private Line line() {
    return statement().lines().getFirst();
  }

  private static Control control() {
    return ROOT_USAGE.getFirst();
  }

  private static Instant at(int minute) {
    return FROM.plus(Duration.ofMinutes(minute));
  }

  private static Instant any(Random random) {
    Instant at = FROM.plusMillis(random.nextInt(8_000_000) - 1_000_000L);
    return at.isAfter(NOW) ? NOW : at;
  }

  private void watched(int from, int to) {
    watches.add(new VerifiedPeriod(new Window(at(from), at(to)), List.of("root_usage")));
  }

  private static Optional<Horizon> horizon() {
    return Optional.of(new Horizon(FROM.minus(Duration.ofDays(1)), RETENTION, List.of()));
  }

  private static Incident open(int number, Instant since) {
    return AnIncident.of(number, since, BrokenSince.Basis.CALL, Optional.empty());
  }

  private static Incident incident(
      int number, Instant since, BrokenSince.Basis basis, Instant firstSeen, Instant end) {
    return AnIncident.of(
        "root_usage_metric", number, since, firstSeen, basis, Optional.of(end), true);
  }

  private static Incident incident(
      int number, Instant since, BrokenSince.Basis basis, Instant end) {
    return incident(number, since, basis, since, end);
  }
}
