package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run as log lines in CloudWatch's embedded metric format, of which CloudWatch makes metrics
 * without a call of ours. Source: CloudWatch User Guide, "Specification: Embedded metric format".
 */
public final class MetricLines {
  private MetricLines() {}

  /**
   * The lines of one run.
   *
   * @param function the name of the function, which tells the metrics of two stacks apart
   * @param whole whether every enabled control was looked at
   * @param left what the run left behind
   * @param now when the run ended
   */
  public static List<Map<String, Object>> of(
      String function, Report report, boolean whole, EvidenceSummary left, Instant now) {
    List<Map<String, Object>> lines = new ArrayList<>();
    lines.add(line(function, now, run(report, whole, left), Map.of()));
    left.ended().stream()
        .filter(Incident::exposing)
        .map(it -> it.exposure(now).toSeconds())
        .forEach(
            it -> lines.add(line(function, now, Map.of(Metric.EXPOSURE_SECONDS, it), Map.of())));
    report
        .order()
        .controls()
        .forEach(
            control ->
                lines.add(
                    line(
                        function,
                        now,
                        Map.of(Metric.VERDICT, 1L),
                        Map.of(
                            "control", control.id(), "verdict", lower(report.verdict(control))))));
    repairsByLink(report)
        .forEach(
            (link, count) ->
                lines.add(
                    line(
                        function,
                        now,
                        Map.of(Metric.REPAIRS, count),
                        Map.of("link", lower(link)))));
    return lines;
  }

  /** The lines of drills that ended. */
  public static List<Map<String, Object>> of(String function, List<Drill> drills, Instant now) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Drill drill : drills) {
      String control = drill.target().control();
      Drill.Result result = drill.ending().orElseThrow().result();
      lines.add(
          line(
              function,
              now,
              Map.of(Metric.DRILLS, 1L),
              Map.of("control", control, "result", lower(result))));
      if (result == Drill.Result.PASSED) {
        drill
            .heardIn()
            .ifPresent(
                it ->
                    lines.add(
                        line(
                            function,
                            now,
                            Map.of(Metric.DRILL_SECONDS, it.toSeconds()),
                            Map.of("control", control))));
      }
    }
    return lines;
  }

  private static Map<Metric, Long> run(Report report, boolean whole, EvidenceSummary left) {
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    values.put(Metric.RUNS, 1L);
    values.put(Metric.OLDEST_FINDING_SECONDS, left.oldest().toSeconds());
    values.put(Metric.EVIDENCE_MISSING, (long) left.missing().size());
    if (whole && report.isVerified() && left.whole()) {
      values.put(Metric.VERIFIED_RUN, 1L);
    }
    if (!repairsByLink(report).isEmpty()) {
      report
          .order()
          .cause()
          .time()
          .ifPresent(
              since ->
                  values.put(
                      Metric.SECONDS_TO_REPAIR,
                      Duration.between(since, report.lastLook()).toSeconds()));
    }
    return values;
  }

  private static Map<Link, Long> repairsByLink(Report report) {
    return report.outcomes().entrySet().stream()
        .filter(it -> it.getValue() instanceof Outcome.Done)
        .map(Map.Entry::getKey)
        .map(Repair::link)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Map<String, Object> line(
      String function, Instant now, Map<Metric, Long> values, Map<String, String> further) {
    Map<String, String> dimensions = new TreeMap<>(further);
    dimensions.put(Metric.FUNCTION, function);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            now.toEpochMilli(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    Metric.NAMESPACE,
                    "Dimensions",
                    List.of(List.copyOf(dimensions.keySet())),
                    "Metrics",
                    values.keySet().stream()
                        .map(it -> Map.of("Name", it.metricName(), "Unit", it.unit().spelling()))
                        .toList()))));
    line.putAll(dimensions);
    values.forEach((metric, value) -> line.put(metric.metricName(), value));
    return line;
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }
}
