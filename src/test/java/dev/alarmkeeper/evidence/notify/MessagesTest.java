package dev.alarmkeeper.evidence.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.evidence.incident.AnIncident;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are told. */
class MessagesTest {
  private static final String ARN = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Story story = new Story();

  @Test
  void aRepairSaysWhoBrokeWhatAndForHowLong() {
    story.run();
    Cause deletion = story.later(MINUTE).deleteFilter(ARN);
    story.later(Duration.ofSeconds(12)).run(deletion);

    Notice notice = story.outside.notices.getFirst();
    assertThat(notice.subject())
        .isEqualTo(
            "alarmkeeper: REPAIRED metric filter root_usage_metric (111122223333 us-east-1)");
    assertThat(notice.body().lines())
        .startsWith(
            "REPAIRED: metric filter root_usage_metric",
            "alarmkeeper repaired it, and a second look shows it whole.",
            "In account 111122223333, us-east-1")
        .contains(
            "Found: missing",
            "Weakens: Usage of the root account",
            "  CIS v1.2: 3.3; CIS v1.3-v5.0: 4.3; CIS v6.0, v7.0: 5.3; Security Hub: CloudWatch.1;"
                + " PCI v3.2.1 (Security Hub): PCI.CW.1",
            "Broken no earlier than the last verified look",
            "  at 2026-11-23 12:00:00 UTC",
            "Whole again 2026-11-23 12:01:12 UTC",
            "Exposed: 1 min 12 s at most",
            "Who, maybe: DeleteMetricFilter",
            "  by AssumedRole " + ARN,
            "  in a session of arn:aws:iam::111122223333:role/Admin",
            "  MFA: no",
            "  from 198.51.100.7",
            "  event deletion-0",
            "Root events missed meanwhile are searched for next,");
  }

  @Test
  void theWordsComeFirstThenAnEmptyLineThenTheJson() {
    story.run();
    story.later(MINUTE).deleteFilter();
    story.later(MINUTE).run();

    List<String> lines = story.outside.notices.getFirst().body().lines().toList();
    assertThat(lines.get(lines.size() - 2)).isEmpty();
    assertThat(Json.object(lines.getLast())).containsEntry("state", "repaired");
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(it -> it.length() <= 150);
  }

  @Test
  void whoIsNotKnownIsSaidWithWhy() {
    story.run();
    story.later(MINUTE).deleteFilter();
    story.later(MINUTE).run();

    assertThat(story.outside.notices.getFirst().body())
        .contains("Who: not known.\n  CloudTrail's history may lag by 15 minutes");
  }

  @Test
  void whereALookHadVerifiedItTheBeginningIsABound() {
    story.run();
    story.later(MINUTE).deleteFilter();
    story.later(MINUTE).run();

    assertThat(story.outside.notices.getFirst().body())
        .contains("Broken no earlier than the last verified look\n  at 2026-11-23 12:00:00 UTC")
        .contains("Exposed: 2 min at most\n");
  }

  @Test
  void whereNobodyHadLookedTheBeginningIsTheOtherBound() {
    story.deleteFilter();
    story.mode = Mode.OBSERVE;
    story.run();

    Notice notice = story.outside.notices.getFirst();
    assertThat(notice.subject()).startsWith("alarmkeeper: DRIFTED metric filter ");
    assertThat(notice.body())
        .contains("Broken since 2026-11-23 12:00:00 UTC at the latest:\n")
        .contains("Exposed: 0 s at least, so far\n")
        .contains("searched for once\n  it is whole again.");
  }

  @Test
  void aPersonIsToldTheCommandBeforeAnythingElse() {
    var mute = new MuteRule("quiet weekend", true, List.of(), "cron(0 0 * * SAT) for P2D");
    story.chain.muteRules = new Present<>(List.of(mute));
    story.run();

    Notice notice = story.outside.notices.getFirst();
    assertThat(notice.subject()).startsWith("alarmkeeper: NEEDS PERSON alarm mute rule");
    assertThat(notice.body().lines().limit(5))
        .containsExactly(
            "BROKEN: alarm mute rule quiet weekend",
            "Only a person can mend it.",
            "In account 111122223333, us-east-1",
            "To do: let the rule spare these alarms: put-alarm-mute-rule replaces all of it, so"
                + " keep its schedule and its other targets; alarmkeeper changes no rule",
            "  aws cloudwatch get-alarm-mute-rule --alarm-mute-rule-name 'quiet weekend' --region us-east-1");
  }

  @Test
  void aRefusedRepairTellsAPersonWhy() {
    story.chain.failures.put(
        Repair.PutFilter.class, new Outcome.Refused("grant logs:PutMetricFilter"));
    story.deleteFilter();
    story.run();

    assertThat(story.outside.notices.getFirst().body())
        .contains("Only a person can mend it.", "To do: grant logs:PutMetricFilter");
  }

  @Test
  void aFightIsToldWithItsActor() {
    for (int i = 0; i < LinkRecord.FIGHT; i++) {
      Cause deletion = story.later(MINUTE).deleteFilter(ARN);
      story.later(MINUTE).run(deletion);
    }

    assertThat(story.outside.notices)
        .filteredOn(it -> it.subject().startsWith("alarmkeeper: FIGHT metric filter"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.body())
                    .startsWith("BROKEN AGAIN AND AGAIN: metric filter root_usage_metric\n")
                    .contains("3 times or more within 1 h, and goes on.", "by AssumedRole " + ARN));
  }

  @Test
  void whatSomebodyElseMendedIsSaidSo() {
    story.mode = Mode.OBSERVE;
    var filters = story.chain.filters;
    story.deleteFilter();
    story.run();
    story.chain.filters = filters;
    story.later(MINUTE).run();

    Notice notice = story.outside.notices.get(1);
    assertThat(notice.subject()).startsWith("alarmkeeper: ENDED metric filter");
    assertThat(notice.body()).contains("No repair of alarmkeeper's is known.");
  }

  @Test
  void missedEventsAreToldEachWithWhatIsKnownOfIt() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    story.later(MINUTE).rootSignsIn("in-1");
    story.later(MINUTE).run();

    Notice notice = story.outside.notices.getLast();
    assertThat(notice.subject())
        .isEqualTo("alarmkeeper: MISSED 1 root event (111122223333 us-east-1)");
    assertThat(notice.body())
        .startsWith("MISSED: 1 root event\n")
        .contains(
            """
            2026-11-23 12:02:00 UTC
              ConsoleLogin
              by Root arn:aws:iam::111122223333:root
              MFA: no
              from 203.0.113.9
              in us-east-1
              event in-1

            Searched: log group CloudTrail/logs
              from 2026-11-23 12:01:00 UTC
              to 2026-11-23 12:03:00 UTC
              not: what CloudTrail did not deliver to the log group
            Another search follows, for what CloudTrail delivers late.
            """);
  }

  @Test
  void moreMissedEventsThanFitAreToldInParts() {
    List<MissedEvent> events =
        IntStream.range(0, 250).mapToObj(it -> event("event-" + it)).toList();
    List<MissedActivity> parts = MissedActivity.of(incident(), coverage(true), events);

    assertThat(parts).extracting(it -> it.events().size()).containsExactly(100, 100, 50);
    assertThat(Messages.of(parts.getLast()).subject())
        .isEqualTo("alarmkeeper: MISSED 50 root events, part 3 of 3 (111122223333 us-east-1)");
    assertThat(Messages.of(parts.getLast()).body())
        .contains("Part 3 of 3: the others are messages of their own.");
    assertThat(MissedActivity.of(incident(), coverage(true), List.of())).isEmpty();
  }

  @Test
  void longEventsAreToldInMorePartsThanShortOnes() {
    String wide = "\uD83D\uDE00".repeat(256);
    Map<String, @Nullable Object> record =
        Map.of("eventName", wide, "awsRegion", wide, "userIdentity", Map.of("arn", wide));
    MissedEvent event =
        new MissedEvent(UntrustedText.of(wide), CloudTrailRecords.of(new JsonFields(record)));
    List<MissedActivity> parts = MissedActivity.of(incident(), coverage(true), many(event, 100));

    assertThat(parts).hasSizeGreaterThan(2);
    for (MissedActivity part : parts) {
      assertThat(Messages.of(part).body().getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThan(256 * 1024);
    }
  }

  @Test
  void aSearchThatGoesOnClaimsNoMoreThanItHasSeen() {
    MissedActivity activity =
        MissedActivity.of(incident(), coverage(false), List.of(event("e"))).getFirst();

    assertThat(Messages.of(activity).body())
        .contains("Searched so far: CloudTrail's event history of eu-west-1\n")
        .contains("The search goes on: more may follow.");
  }

  /** SNS refuses a longer subject, and one with other characters. */
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"x, 1", "x, 30", "x, 256", "é, 256", "漢, 10"})
  void aSubjectIsShortAndPlainAndEndsWithTheAccount(String letter, int times) {
    Incident incident = named(letter.repeat(times));
    for (Announcement what : Announcement.values()) {
      assertThat(Messages.of(incident, what, story.now).subject())
          .matches("alarmkeeper: [A-Z][ -~]{10,87}")
          .endsWith(" (111122223333 us-east-1)")
          .hasSizeLessThanOrEqualTo(100);
    }
    assertThat(Messages.of(incident, Announcement.DRIFTED, story.now).subject().contains("..."))
        .isEqualTo(times == 256);
  }

  @Test
  void aRegionThatIsNoneMakesNoSubjectThatIsRefused() {
    Incident of = named("x".repeat(300));
    Account odd = new Account("aws", "\u202E\n".repeat(200), "111122223333");
    Incident incident =
        new Incident(
            odd,
            of.subject(),
            1,
            of.controls(),
            true,
            List.of(),
            of.state(),
            of.verified(),
            of.firstSeen(),
            of.candidates(),
            of.settled(),
            of.ended(),
            0);

    assertThat(Messages.of(incident, Announcement.NEEDS_PERSON, story.now).subject())
        .hasSizeLessThanOrEqualTo(100);
  }

  /** What, is it whole, what must I do, who, since when: alone, and among others. */
  @ParameterizedTest
  @EnumSource
  void everyMessageAnswersInOneOrder(Announcement what) {
    ReportedFinding finding =
        new ReportedFinding(
            Link.METRIC_FILTER,
            "n",
            List.of(),
            Kind.MISSING,
            Severity.HIGH,
            List.of(),
            ReportedFinding.Todo.ASK,
            ReportedFinding.Result.NONE,
            "mend it",
            "",
            false,
            List.of());
    Incident.State state =
        switch (what) {
          case DRIFTED -> Incident.State.DRIFTED;
          case NEEDS_PERSON, FIGHT, REMINDER, CORRECTED -> Incident.State.NEEDS_PERSON;
          case REPAIRED -> Incident.State.REPAIRED;
          case ENDED -> Incident.State.ENDED;
          case CHANGED -> Incident.State.CHANGED;
        };
    Incident incident = named("n").in(state, List.of(finding), Optional.empty());
    List<String> asked = new ArrayList<>(IncidentText.headline(incident, what));
    if (state.isOpen() || state == Incident.State.CHANGED) {
      asked.add("To do: mend it");
    }
    asked.add("Who");
    if (state != Incident.State.CHANGED) {
      asked.add("Broken ");
    }
    Digest.Told told = new Digest.Told(incident, what);
    for (String body :
        List.of(
            Messages.of(incident, what, story.now).body(),
            Messages.of(new Digest(List.of(told, told, told, told))).body())) {
      assertThat(body).containsSubsequence(asked);
      assertThat(asked.getFirst()).matches("[A-Z ]+: .*");
    }
    assertThat(asked).hasSizeGreaterThan(2);
  }

  @Test
  void whatDoesNotFitIsCutAndSaidSo() {
    ReportedFinding finding =
        new ReportedFinding(
            Link.METRIC_FILTER,
            "n",
            List.of(),
            Kind.DRIFTED,
            Severity.HIGH,
            List.of(
                new ReportedFinding.Shown("f", "x", "y".repeat(30_000), "why", Optional.empty())),
            ReportedFinding.Todo.ASK,
            ReportedFinding.Result.NONE,
            "\uD83D\uDE00".repeat(5_000),
            "",
            false,
            List.of());
    Incident incident = named("n");
    Incident large = incident.in(Incident.State.DRIFTED, many(finding, 30), Optional.empty());

    Map<String, @Nullable Object> json = IncidentJson.of(large, story.now);
    JsonFields fields = new JsonFields(json);
    assertThat(fields.objects("findings"))
        .anyMatch(it -> Boolean.TRUE.equals(it.json().get("cut")));
    assertThat(fields.objects("findings").size() + fields.requiredNumber("findings_left_out"))
        .isEqualTo(30);
    String body = Messages.of(large, Announcement.NEEDS_PERSON, story.now).body();
    assertThat(body)
        .hasSizeLessThan(256 * 1024)
        .contains("Cut here; there is more in the JSON below.");
  }

  private static <T> List<T> many(T it, int times) {
    return IntStream.range(0, times).mapToObj(_ -> it).toList();
  }

  private Incident incident() {
    return named("root_usage_metric");
  }

  private Incident named(String name) {
    return AnIncident.of(
        name, 1, story.now, story.now, BrokenSince.Basis.FIRST_SEEN, Optional.empty(), true);
  }

  private SearchCoverage coverage(boolean complete) {
    SearchProgress search =
        new SearchProgress(
            List.of(new Window(story.now, story.now)),
            SearchProgress.Source.EVENT_HISTORY,
            0,
            Optional.empty(),
            List.of(),
            false,
            false,
            false);
    return SearchCoverage.ofHistory(search, List.of("eu-west-1"), false, complete, story.now);
  }

  private MissedEvent event(String id) {
    return new MissedEvent(UntrustedText.of(id), CloudTrailRecords.of(new JsonFields(Map.of())));
  }
}
