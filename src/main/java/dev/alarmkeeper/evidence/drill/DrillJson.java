package dev.alarmkeeper.evidence.drill;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.evidence.drill.Drill.Ending;
import dev.alarmkeeper.evidence.drill.Drill.Result;
import dev.alarmkeeper.evidence.drill.Drill.Telling;
import dev.alarmkeeper.evidence.drill.Drills.Asked;
import dev.alarmkeeper.evidence.drill.Known.Firing;
import dev.alarmkeeper.evidence.drill.Known.Proof;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Drills as the store keeps them. */
public final class DrillJson {
  private DrillJson() {}

  /** All that is remembered, as a JSON object. */
  public static Map<String, @Nullable Object> of(Drills drills) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    put(json, "since", drills.since());
    put(json, "running", drills.running().map(DrillJson::of));
    Map<String, @Nullable Object> controls = new LinkedHashMap<>();
    drills.controls().forEach((id, known) -> controls.put(id, known(known)));
    json.put("controls", controls);
    json.put(
        "asked",
        drills.asked().stream().map(it -> Map.of("control", it.control(), "at", it.at())).toList());
    json.put("ids", drills.ids());
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static Drills read(JsonFields json) {
    Map<String, Known> controls = new LinkedHashMap<>();
    JsonFields known = json.object("controls");
    known.json().keySet().forEach(id -> controls.put(id, known(known.object(id))));
    return new Drills(
        json.instant("since"),
        in(json, "running", DrillJson::drill),
        controls,
        json.objects("asked").stream()
            .map(it -> new Asked(it.requiredText("control"), it.requiredInstant("at")))
            .toList(),
        json.texts("ids"));
  }

  private static Map<String, @Nullable Object> known(Known known) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    put(json, "last", known.last().map(DrillJson::of));
    put(json, "passed", known.passed().map(DrillJson::of));
    put(json, "fired", known.fired().map(DrillJson::firing));
    put(json, "watched", known.watched());
    put(json, "silence", known.silence().map(DrillJson::proof));
    return json;
  }

  private static Known known(JsonFields json) {
    return new Known(
        in(json, "last", DrillJson::drill),
        in(json, "passed", DrillJson::drill),
        in(json, "fired", DrillJson::firing),
        json.instant("watched"),
        in(json, "silence", DrillJson::proof));
  }

  private static Map<String, Object> firing(Firing firing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", firing.at());
    json.put("result", lower(firing.result()));
    put(json, "heard_millis", firing.heardIn().map(Duration::toMillis));
    json.put("error", firing.error());
    return json;
  }

  private static Firing firing(JsonFields json) {
    return new Firing(
        json.requiredInstant("at"),
        json.requiredOneOf(Result.class, "result"),
        json.has("heard_millis")
            ? Optional.of(Duration.ofMillis(json.requiredNumber("heard_millis")))
            : Optional.empty(),
        json.text("error").orElse(""));
  }

  private static Map<String, Object> proof(Proof proof) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", proof.source());
    json.put("at", proof.at());
    json.put("step", lower(proof.step()));
    json.put("said", proof.said());
    return json;
  }

  private static Proof proof(JsonFields json) {
    return new Proof(
        json.requiredText("source"),
        json.requiredInstant("at"),
        json.requiredOneOf(Step.class, "step"),
        json.text("said").orElse(""));
  }

  /** One drill as a JSON object. */
  public static Map<String, @Nullable Object> of(Drill drill) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", drill.id());
    json.put("target", target(drill.target()));
    json.put("run", drill.run());
    json.put("started", drill.started());
    json.put("after", drill.after());
    json.put("sent", drill.sent());
    json.put("disturbed", drill.disturbed());
    Map<String, Object> reached = new LinkedHashMap<>();
    drill.reached().forEach((step, at) -> reached.put(lower(step), at));
    json.put("reached", reached);
    put(json, "ending", drill.ending().map(DrillJson::ending));
    json.put("telling", telling(drill.telling()));
    return json;
  }

  /**
   * Reads a drill back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static Drill drill(JsonFields json) {
    JsonFields at = json.object("reached");
    Map<Step, Instant> reached = new EnumMap<>(Step.class);
    for (Step step : Step.values()) {
      at.instant(lower(step)).ifPresent(it -> reached.put(step, it));
    }
    return new Drill(
        json.requiredText("id"),
        target(json.object("target")),
        json.requiredText("run"),
        json.requiredInstant("started"),
        json.requiredInstant("after"),
        json.isTrue("sent"),
        json.isTrue("disturbed"),
        reached,
        in(json, "ending", DrillJson::ending),
        telling(json.object("telling")));
  }

  private static Map<String, Object> ending(Ending ending) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", ending.at());
    json.put("result", lower(ending.result()));
    put(json, "silent", ending.silent().map(it -> lower(it)));
    json.put("why", ending.why());
    return json;
  }

  private static Ending ending(JsonFields json) {
    return new Ending(
        json.requiredInstant("at"),
        json.requiredOneOf(Result.class, "result"),
        json.has("silent")
            ? Optional.of(json.requiredOneOf(Step.class, "silent"))
            : Optional.empty(),
        json.text("why").orElse(""));
  }

  private static Map<String, Object> telling(Telling telling) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("done", telling.done());
    put(json, "run", telling.run());
    put(json, "until", telling.run().map(_ -> telling.until()));
    return json;
  }

  private static Telling telling(JsonFields json) {
    return new Telling(
        json.isTrue("done"), json.text("run"), json.instant("until").orElse(Instant.EPOCH));
  }

  private static Map<String, Object> target(Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", target.control());
    json.put("log_group", target.logGroup());
    json.put("filter", target.filter());
    json.put("namespace", target.namespace());
    json.put("metric", target.metric());
    json.put("alarm", target.alarm());
    json.put("topic", target.topic());
    json.put("topic_is_here", target.isTopicHere());
    json.put("settles_seconds", target.settles().toSeconds());
    return json;
  }

  private static Target target(JsonFields json) {
    return new Target(
        json.requiredText("control"),
        json.requiredText("log_group"),
        json.requiredText("filter"),
        json.requiredText("namespace"),
        json.requiredText("metric"),
        json.requiredText("alarm"),
        json.requiredText("topic"),
        json.isTrue("topic_is_here"),
        Duration.ofSeconds(json.requiredNumber("settles_seconds")));
  }

  private static <T> Optional<T> in(JsonFields json, String name, Function<JsonFields, T> read) {
    return json.has(name) ? Optional.of(read.apply(json.object(name))) : Optional.empty();
  }
}
