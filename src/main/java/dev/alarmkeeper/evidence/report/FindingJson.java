package dev.alarmkeeper.evidence.report;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.report.ReportedFinding.Example;
import dev.alarmkeeper.evidence.report.ReportedFinding.Result;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.evidence.report.ReportedFinding.Todo;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of the report as JSON. */
public final class FindingJson {
  private FindingJson() {}

  /** The line as a JSON object. */
  public static Map<String, @Nullable Object> of(ReportedFinding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("link", lower(finding.link()));
    json.put("name", finding.name());
    json.put("controls", finding.controls());
    json.put("kind", lower(finding.kind()));
    json.put("severity", lower(finding.severity()));
    json.put("differences", finding.differences().stream().map(FindingJson::difference).toList());
    json.put("remedy", lower(finding.todo()));
    json.put("outcome", lower(finding.result()));
    if (!finding.advice().isEmpty()) {
      json.put("advice", finding.advice());
    }
    if (!finding.command().isEmpty()) {
      json.put("command", finding.command());
    }
    if (finding.cut()) {
      json.put("cut", true);
    }
    if (!finding.objects().isEmpty()) {
      json.put("objects", finding.objects());
    }
    return json;
  }

  /**
   * Reads a line back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static ReportedFinding read(JsonFields json) {
    return new ReportedFinding(
        json.requiredOneOf(Link.class, "link"),
        json.requiredText("name"),
        json.texts("controls"),
        json.requiredOneOf(Kind.class, "kind"),
        json.requiredOneOf(Severity.class, "severity"),
        json.objects("differences").stream().map(FindingJson::shown).toList(),
        json.requiredOneOf(Todo.class, "remedy"),
        json.requiredOneOf(Result.class, "outcome"),
        json.text("advice").orElse(""),
        json.text("command").orElse(""),
        json.isTrue("cut"),
        json.texts("objects"));
  }

  private static Map<String, Object> difference(Shown difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("field", difference.field());
    json.put("desired", difference.desired());
    json.put("observed", difference.observed());
    json.put("why", difference.why());
    difference.example().ifPresent(it -> json.put("example", example(it)));
    return json;
  }

  private static Map<String, Object> example(Example example) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!example.what().isEmpty()) {
      json.put("what", example.what());
    }
    json.put("event", example.event());
    json.put("matched_by", example.matchedBy());
    return json;
  }

  private static Shown shown(JsonFields json) {
    JsonFields example = json.object("example");
    return new Shown(
        json.requiredText("field"),
        json.requiredText("desired"),
        json.requiredText("observed"),
        json.requiredText("why"),
        json.has("example")
            ? Optional.of(
                new Example(
                    example.text("what").orElse(""),
                    example.requiredText("event"),
                    example.requiredText("matched_by")))
            : Optional.empty());
  }
}
