package dev.alarmkeeper.evidence.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.HostileText;
import dev.alarmkeeper.evidence.Schemas;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever others write, what people and machines get is safe to print, and AWS takes it. */
class HostileEvidenceTest {
  private static final int MANY = 1_000;

  /** What SNS takes of a message, and EventBridge of an event. */
  private static final int MOST_BYTES = 256 * 1024;

  private final Random random = new Random(20261123);
  private final HostileText hostile = new HostileText(random);

  @Test
  void aThousandHostileIncidentsAreToldSafely() {
    JsonSchema schema = Schemas.of("incident");
    for (int i = 0; i < MANY; i++) {
      Incident incident = incident();
      Announcement what = any(Announcement.class);
      isSafe(Messages.of(incident, what, Fixtures.NOW));
      String json = Json.text(IncidentJson.of(incident, Fixtures.NOW));
      isSafe(json);
      assertThat(Schemas.problems(schema, json)).isEmpty();
      String item = Json.text(LinkRecordJson.of(drift(incident), Fixtures.NOW));
      isSafe(item);
      // What is written can be read, and says the same.
      LinkRecord read = LinkRecordJson.read(new JsonFields(Json.object(item)));
      assertThat(Json.text(LinkRecordJson.of(read, Fixtures.NOW)))
          .isEqualTo(item.replaceFirst(",\"findings_left_out\":\\d+", ""));
    }
  }

  @Test
  void aThousandHostileEventsOfOneGapAreEachToldOnceAndSafely() {
    Story story = new Story();
    List<String> logged = new ArrayList<>();
    story.outside.pageSize = MANY;
    story.run();
    story.later(Duration.ofMinutes(1)).deleteFilter();
    for (int i = 0; i < MANY; i++) {
      story.rootSignsIn("event-" + i);
      spoil(story.outside.records.getLast());
    }
    story.later(Duration.ofMinutes(1));
    Report report = story.repair(Cause.of("schedule"));
    story.evidence.conclude(
        report,
        Optional.empty(),
        true,
        new Deadline(story.now.plusSeconds(60), () -> story.now),
        (message, values) -> logged.add(Json.text(values)));

    assertThat(story.announced()).hasSize(MANY).doesNotHaveDuplicates();
    // The table has room for 2,000 of them.
    assertThat(story.announced()).allMatch(it -> it.length() <= 64);
    assertThat(story.outside.notices).hasSizeGreaterThan(MANY / 100);
    JsonSchema schema = Schemas.of("missed-root-activity");
    for (EventBus.Event event : story.outside.events) {
      String detail = Json.text(event.detail());
      isSafe(detail);
      if (event.detailType().equals("Missed Root Activity")) {
        assertThat(Schemas.problems(schema, detail)).isEmpty();
      }
    }
    story.outside.notices.forEach(HostileEvidenceTest::isSafe);
    assertThat(logged).isNotEmpty().allSatisfy(HostileEvidenceTest::isSafe);
    assertThat(story.kept(StoredDocuments.DRIFT))
        .singleElement()
        .satisfies(it -> isSafe(Json.text(it.json())));
  }

  @Test
  void manyHostileIncidentsOfOneRunFitIntoOneMessage() {
    List<Digest.Told> told = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      told.add(new Digest.Told(incident("\uD83D\uDE00".repeat(300)), any(Announcement.class)));
    }
    isSafe(Messages.of(new Digest(told)));
  }

  private static void isSafe(Notice notice) {
    assertThat(notice.subject()).matches("[A-Za-z0-9][ -~]{0,99}");
    assertThat(notice.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    List<String> lines = notice.body().lines().toList();
    assertThat(notice.body().split("\n", -1)).hasSize(lines.size() + 1);
    lines.forEach(HostileEvidenceTest::isPrintable);
    // The words end with an empty line, and nothing in them looks like the JSON.
    assertThat(lines.get(lines.size() - 2)).isEmpty();
    assertThat(lines.getLast()).startsWith("{\"schema\":2,");
    assertThat(lines).filteredOn(it -> it.startsWith("{")).hasSize(1);
    assertThat(lines)
        .filteredOn(it -> it.startsWith("Who: arn:aws:iam::111122223333:root"))
        .isEmpty();
  }

  private static void isSafe(String line) {
    isPrintable(line);
    assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
  }

  private static void isPrintable(String line) {
    assertThat(line.codePoints().filter(it -> !UntrustedText.isPrintable(it)).findAny()).isEmpty();
  }

  private Incident incident() {
    return incident("x" + hostile.text());
  }

  private Incident incident(String name) {
    List<ReportedFinding> findings = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      findings.add(finding());
    }
    boolean open = random.nextBoolean();
    Optional<ApiCall> call =
        random.nextBoolean()
            ? Optional.of(CloudTrailRecords.of(new JsonFields(spoil(new LinkedHashMap<>()))))
            : Optional.empty();
    Incident plain =
        new Incident(
            Fixtures.ACCOUNT,
            LinkId.of(
                new Finding(
                    any(Link.class),
                    name,
                    List.of(),
                    Kind.MISSING,
                    Severity.HIGH,
                    List.of(),
                    new Remedy.Ask("do", ""))),
            1 + random.nextInt(1_000_000),
            List.of(AffectedControl.of(Fixtures.ROOT_USAGE.getFirst())),
            random.nextBoolean(),
            List.of(),
            open ? Incident.State.DRIFTED : Incident.State.REPAIRED,
            random.nextBoolean()
                ? Optional.of(Fixtures.NOW.minusSeconds(random.nextInt(100_000)))
                : Optional.empty(),
            Fixtures.NOW,
            call.map(it -> new Candidate(it, random.nextBoolean(), Set.of("missing"))).stream()
                .toList(),
            random.nextBoolean(),
            open ? Optional.empty() : Optional.of(Fixtures.NOW),
            random.nextInt(3));
    return plain.in(plain.state(), findings, plain.ended());
  }

  /** As the report has it: names and values are those of AWS's, whoever wrote them. */
  private ReportedFinding finding() {
    List<Difference> differences = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String value = UntrustedText.safe(hostile.text(), UntrustedText.LONG);
      differences.add(new Difference("field", value, value, "because"));
    }
    Finding finding =
        new Finding(
            Link.ALARM,
            "mute rule " + hostile.text(),
            List.of("root_usage"),
            Kind.DRIFTED,
            Severity.HIGH,
            differences,
            new Remedy.Ask("act", "aws do " + hostile.text()));
    return ReportedFinding.of(new Report.Entry(finding, Optional.empty(), false));
  }

  private LinkRecord drift(Incident incident) {
    return new LinkRecord(
        incident,
        List.of(Fixtures.NOW),
        random.nextBoolean(),
        EnumSet.noneOf(Announcement.class),
        Set.of(any(Announcement.class)),
        Set.of(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** Leaves what makes it root's, and what tells when it was. */
  private Map<String, @Nullable Object> spoil(Map<String, @Nullable Object> record) {
    for (String field :
        List.of("eventName", "awsRegion", "sourceIPAddress", "errorCode", "requestParameters")) {
      record.put(field, hostile.value());
    }
    if (random.nextInt(10) == 0) {
      record.put("eventID", hostile.text() + random.nextInt());
    }
    Map<String, @Nullable Object> identity = new LinkedHashMap<>();
    identity.put("type", "Root");
    identity.put("arn", hostile.value());
    identity.put("principalId", hostile.value());
    Map<String, @Nullable Object> session = new LinkedHashMap<>();
    session.put("sessionIssuer", Map.of("arn", hostile.text()));
    session.put("attributes", Map.of("mfaAuthenticated", hostile.text()));
    identity.put("sessionContext", random.nextBoolean() ? session : hostile.value());
    record.put("userIdentity", identity);
    return record;
  }

  private <E extends Enum<E>> E any(Class<E> type) {
    E[] all = type.getEnumConstants();
    return all[random.nextInt(all.length)];
  }
}
