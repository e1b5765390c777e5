package dev.alarmkeeper.evidence.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.Schemas;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Reports;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where every text is as long as it may be, and there is as much of everything as there may be. */
class WorstCaseTest {
  /** What SNS takes of a message, and EventBridge of an event. */
  private static final int MOST_BYTES = 256 * 1024;

  /** Four bytes a character; and two characters of JSON for one. */
  private static final String WIDE = "\uD83D\uDE00";

  @ParameterizedTest
  @EnumSource
  void anIncidentFitsIntoAMessageAndAnEvent(Announcement what) {
    Incident incident = incident(WIDE);
    assertThat(bytes(Messages.of(incident, what, Fixtures.NOW))).isLessThan(MOST_BYTES);
    Map<String, ?> json = IncidentJson.of(incident, Fixtures.NOW);
    assertThat(Json.utf8(json)).hasSizeLessThan(MOST_BYTES - 1_000);
    assertThat(Schemas.problems(Schemas.of("incident"), Json.text(json))).isEmpty();
    assertThat(json).containsKeys("candidates_left_out", "findings_left_out");
  }

  @ParameterizedTest
  @ValueSource(strings = {WIDE, "\"", "\\"})
  void muchAtOnceFitsIntoAMessage(String character) {
    Digest digest =
        new Digest(
            Collections.nCopies(
                300, new Digest.Told(incident(character), Announcement.NEEDS_PERSON)));
    assertThat(bytes(Messages.of(digest))).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {WIDE, "\"", "\\"})
  void missedEventsFitIntoMessagesAndEvents(String character) {
    SearchProgress search =
        new SearchProgress(
            List.of(new Window(Fixtures.NOW.minus(Duration.ofDays(200)), Fixtures.NOW)),
            SearchProgress.Source.LOG_GROUP,
            0,
            Optional.empty(),
            List.of(),
            false,
            false,
            false);
    List<MissedActivity> parts =
        MissedActivity.of(
            incident(character),
            SearchCoverage.ofLogGroups(search, List.of("g".repeat(512), "h".repeat(512)), true),
            Collections.nCopies(
                250, new MissedEvent(UntrustedText.of("i".repeat(64)), call(character))));
    assertThat(parts).hasSizeGreaterThan(1);
    for (MissedActivity part : parts) {
      assertThat(bytes(Messages.of(part))).isLessThan(MOST_BYTES);
      assertThat(Json.utf8(part.json())).hasSizeLessThan(MOST_BYTES - 1_000);
    }
  }

  /** Lambda takes an asynchronous answer of 1 MB. */
  @Test
  void theWholeAnswerFits() {
    Report report =
        Reports.observed(Collections.nCopies(3_000, finding(WIDE)).toArray(Finding[]::new));
    Map<String, Object> answer = ReportJson.of(report);
    Map<String, Object> evidence =
        new EvidenceSummary(
                Collections.nCopies(300, incident(WIDE)),
                List.of(),
                IntStream.range(0, 5_000).mapToObj(it -> it + WIDE.repeat(200)).toList(),
                Duration.ZERO,
                false,
                true)
            .json(Fixtures.NOW);
    answer.put("evidence", evidence);
    assertThat(Json.utf8(answer)).hasSizeLessThan(1_000_000);
    assertThat(evidence).containsKeys("incidents_left_out", "missing_left_out");
    assertThat(Schemas.problems(Schemas.of("report"), Json.text(answer))).isEmpty();
  }

  private static int bytes(Notice notice) {
    return notice.body().getBytes(StandardCharsets.UTF_8).length;
  }

  private static Finding finding(String character) {
    String text = character.repeat(UntrustedText.LONG);
    return new Finding(
        Link.ALARM,
        text,
        Catalogue.controls().stream().map(Control::id).toList(),
        Kind.DRIFTED,
        Severity.HIGH,
        Collections.nCopies(10, new Difference("field", text, text, text)),
        new Remedy.Ask(text, "aws " + text));
  }

  private static Incident incident(String character) {
    ReportedFinding reported =
        ReportedFinding.of(new Report.Entry(finding(character), Optional.empty(), false));
    return new Incident(
        Fixtures.ACCOUNT,
        LinkId.of(finding(character)),
        1,
        Catalogue.controls().stream().map(AffectedControl::of).toList(),
        true,
        Collections.nCopies(100, reported),
        Incident.State.NEEDS_PERSON,
        Optional.of(Fixtures.NOW),
        Fixtures.NOW,
        Collections.nCopies(30, new Candidate(call(character), true, Set.of("missing"))),
        true,
        Optional.empty(),
        3);
  }

  private static ApiCall call(String character) {
    Optional<UntrustedText> text = Optional.of(UntrustedText.of(character.repeat(300)));
    return new ApiCall(
        text,
        text,
        text,
        Optional.of(Fixtures.NOW),
        text,
        text,
        new Actor(text, text, text, Optional.of(true), text, text, text),
        text,
        JsonFields.EMPTY);
  }
}
