package dev.alarmkeeper.evidence.drill;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.text.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills in the answers of runs and in statements, for people and for programs. */
public final class DrillReport {
  private DrillReport() {}

  /**
   * What a run's report says of drills, as {@code docs/schemas/report.json} describes it.
   *
   * @param waiting why a control that is to be drilled is not yet
   */
  public static Map<String, @Nullable Object> of(
      Drills drills,
      List<String> enabled,
      Optional<Duration> every,
      Map<String, String> waiting,
      Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    put(json, "running", drills.running().map(DrillReport::of));
    json.put(
        "controls", enabled.stream().map(it -> control(drills, it, every, waiting, now)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> control(
      Drills drills,
      String id,
      Optional<Duration> every,
      Map<String, String> waiting,
      Instant now) {
    Known known = drills.of(id);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("control", id);
    put(json, "last", known.last().map(DrillReport::of));
    put(json, "last_heard", known.passed().map(DrillReport::of));
    put(json, "last_firing", known.fired().map(DrillReport::firing));
    put(json, "due", every.map(it -> drills.dueAt(id, it, now)));
    put(json, "waits", Optional.ofNullable(waiting.get(id)));
    return json;
  }

  private static Map<String, Object> firing(Known.Firing firing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", firing.at());
    json.put("result", lower(firing.result()));
    put(json, "heard_seconds", firing.heardIn().map(Duration::toSeconds));
    if (!firing.error().isEmpty()) {
      json.put("error", firing.error());
    }
    return json;
  }

  /** One drill; each step with its seconds since the event, at most. */
  public static Map<String, Object> of(Drill drill) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("drill", drill.id());
    json.put("control", drill.target().control());
    json.put("alarm", drill.target().alarm());
    json.put("started", drill.started());
    json.put("result", drill.ending().map(it -> lower(it.result())).orElse("running"));
    put(json, "ended", drill.ending().map(Drill.Ending::at));
    put(json, "heard_seconds", drill.heardIn().map(Duration::toSeconds));
    Map<String, Object> steps = new LinkedHashMap<>();
    for (Step step : Step.values()) {
      drill.in(step).ifPresent(it -> steps.put(lower(step), it.toSeconds()));
    }
    json.put("seconds", steps);
    put(json, "silent", drill.ending().flatMap(Drill.Ending::silent).map(it -> lower(it)));
    put(json, "why", drill.ending().map(Drill.Ending::why).filter(it -> !it.isEmpty()));
    return json;
  }

  /** {@code last drill 2026-11-01, heard in 94 s}. */
  public static String phrase(Drill heard) {
    return "last drill %s, heard%s"
        .formatted(
            heard.started().atZone(ZoneOffset.UTC).toLocalDate(),
            heard
                .heardIn()
                .map(it -> String.format(Locale.ROOT, " in %,d s", it.toSeconds()))
                .orElse(""));
  }

  /**
   * The same of several controls: the oldest, and of how many it is. Empty unless each of them was
   * heard in a drill.
   */
  public static Optional<String> phrase(Drills drills, List<String> enabled) {
    List<Drill> heard = enabled.stream().flatMap(it -> drills.of(it).passed().stream()).toList();
    return heard.size() < enabled.size()
        ? Optional.empty()
        : heard.stream()
            .min(Comparator.comparing(Drill::started))
            .map(it -> phrase(it) + (heard.size() > 1 ? ", the oldest of " + heard.size() : ""));
  }

  /** What people read of a drill, a line each. */
  public static List<String> lines(Drill drill) {
    List<String> lines = new ArrayList<>();
    Drill.Ending ending = drill.ending().orElseThrow();
    lines.add(
        switch (ending.result()) {
          case PASSED ->
              "HEARD: alarm %s, in %s"
                  .formatted(
                      drill.target().alarm(),
                      drill.heardIn().map(Phrases::of).orElse("an unknown time"));
          case FAILED -> "NOT HEARD: alarm " + drill.target().alarm();
          case UNKNOWN -> "NOT KNOWN whether alarm " + drill.target().alarm() + " is heard";
        });
    ending
        .silent()
        .filter(_ -> ending.result() == Drill.Result.FAILED)
        .ifPresent(
            step -> {
              lines.add(capital(step.silence()) + ".");
              if (!ending.why().isEmpty()) {
                lines.add("AWS says: " + ending.why());
              }
              lines.add("That usually means one of these:");
              Silence.of(step, ending.why())
                  .forEach(it -> lines.add("  " + it.title() + ": " + it.meaning()));
            });
    if (ending.result() == Drill.Result.UNKNOWN) {
      lines.add(capital(ending.why()) + ".");
    }
    for (Step step : Step.values()) {
      drill
          .in(step)
          .ifPresent(
              it -> lines.add("  %s after %s at most".formatted(done(step), Phrases.of(it))));
    }
    if (!drill.target().isTopicHere()) {
      lines.add("The topic is another account's: who hears it is not seen from here.");
    }
    return lines;
  }

  private static String done(Step step) {
    return switch (step) {
      case FILTER -> "the metric filter counted the event";
      case ALARM -> "the alarm went off";
      case ACTION -> "the topic took its message";
      case ENDPOINTS -> "every endpoint took it";
      case RECOVERED -> "the alarm was ready again";
    };
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
