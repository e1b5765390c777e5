package dev.alarmkeeper.evidence;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.docs.Block;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ConfigVerdict;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code docs/evidence.md} shows what the code really tells of one short story. */
class EvidenceDocsTest {
  private static final String MALLORY = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final JsonMapper JSON = new JsonMapper();

  private final Story story = new Story();

  /** The story of the page. */
  private Cause mallory() {
    story.run();
    Cause deletion = minutes(4).deleteFilter(MALLORY);
    minutes(1).rootSignsIn("7a9b5c1e-3f0d-4b8a-9c2e-5d6f7a8b9c0d");
    minutes(1);
    return deletion;
  }

  private Story minutes(int minutes) {
    return story.later(Duration.ofMinutes(minutes));
  }

  @Test
  void repairedAndMissed() throws IOException {
    story.run(mallory());

    shows("repaired", message("REPAIRED"));
    shows("missed", message("MISSED"));
    shows("event", event("Chain Repaired"));
    shows("missed-event", event("Missed Root Activity"));
    shows("item", item());
  }

  @Test
  void needsPerson() throws IOException {
    story.run();
    story.chain.muteRules =
        new Present<>(
            List.of(new MuteRule("quiet-weekend", true, List.of(), "cron(0 0 * * SAT) for P2D")));
    minutes(5).run();

    shows("needs-person", message("NEEDS PERSON"));
  }

  @Test
  void changed() throws IOException {
    story.run();
    var record =
        minutes(4)
            .call(
                "events.amazonaws.com",
                "DisableRule",
                MALLORY,
                "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
    story.outside.records.add(record);
    minutes(1).run(Story.cause(record));

    shows("changed", message("CHANGED"));
  }

  @Test
  void fight() throws IOException {
    story.run(mallory());
    for (int i = 1; i < LinkRecord.FIGHT; i++) {
      Cause deletion = minutes(5).deleteFilter(MALLORY);
      minutes(1).run(deletion);
    }

    shows("fight", message("FIGHT"));
  }

  @Test
  void statement() throws IOException {
    story.run(mallory());
    for (int i = 0; i < 10; i++) {
      minutes(5).run();
    }
    Map<String, @Nullable Object> json =
        new Statements(Optional.of(story.ledger), Story.RETENTION)
            .of(ACCOUNT, ROOT_USAGE, new Window(NOW.minusSeconds(3_600), story.now), story.now);

    String text = "```\n" + json.get("text") + "```\n";
    shows("statement", text);
    new Block("README.md", "statement").shows(text);
    json.put("text", "…");
    shows("statement-json", pretty(json));
  }

  @Test
  void metrics() throws IOException {
    var report = story.repair(mallory());
    var left = story.evidence.conclude(report, Optional.empty(), true, deadline(), (_, _) -> {});
    String lines =
        MetricLines.of("alarmkeeper", report, true, left, story.now).stream()
            .map(EvidenceDocsTest::sorted)
            .collect(Collectors.joining("\n"));

    shows("metrics", "```json\n" + lines + "\n```\n");
  }

  @Test
  void annotation() throws IOException {
    story.mode = Mode.OBSERVE;
    story.deleteFilter();
    ConfigVerdict broken = ConfigVerdict.of(story.repair(Cause.of("config rule schedule")));
    story.chain.filters = Fixtures.denied();
    ConfigVerdict unread = ConfigVerdict.of(story.repair(Cause.of("config rule schedule")));

    shows("config", "```\n%s\n%s\n```\n".formatted(line(broken), line(unread)));
  }

  private static String line(ConfigVerdict verdict) {
    return verdict.compliance() + "  " + verdict.annotation();
  }

  private Deadline deadline() {
    return new Deadline(story.now.plusSeconds(60), () -> story.now);
  }

  /** The first message of a sort; its last line, which is the JSON, is cut. */
  private String message(String sort) {
    Notice notice =
        story.outside.notices.stream()
            .filter(it -> it.subject().startsWith("alarmkeeper: " + sort))
            .findFirst()
            .orElseThrow();
    List<String> lines = notice.body().lines().toList();
    assertThat(lines.getLast()).startsWith("{");
    return "```\nSubject: %s\n\n%s\n%s…\n```\n"
        .formatted(
            notice.subject(),
            String.join("\n", lines.subList(0, lines.size() - 1)),
            lines.getLast().substring(0, 60));
  }

  private String event(String sort) throws JsonProcessingException {
    EventBus.Event event =
        story.outside.events.stream()
            .filter(it -> it.detailType().equals(sort))
            .findFirst()
            .orElseThrow();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("source", EventBus.SOURCE);
    json.put("detail-type", event.detailType());
    json.put("time", event.time());
    json.put("detail", event.detail());
    return pretty(json);
  }

  private String item() throws JsonProcessingException {
    var entries =
        ((Present<List<DocumentStore.Entry>>) story.ledger.all(StoredDocuments.DRIFT)).state();
    DocumentStore.Entry entry = entries.getFirst();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", entry.kind());
    json.put("key", entry.key());
    json.put("document", entry.document());
    return pretty(json);
  }

  private static String pretty(Map<String, @Nullable Object> json) throws JsonProcessingException {
    return "```json\n" + JSON.readTree(Json.text(json)).toPrettyString() + "\n```\n";
  }

  /** What the code writes in no order is shown in one. */
  private static String sorted(Map<String, ?> line) {
    try {
      Object tree = JSON.readValue(Json.text(line), TreeMap.class);
      return JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void shows(String name, String content) throws IOException {
    new Block("docs/evidence.md", name).shows(content);
  }
}
