package dev.alarmkeeper.benchmark;

import dev.alarmkeeper.docs.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a race says.
 *
 * @param empty the peer that does nothing
 * @param twin the peer that does what a script would; empty where it is not there
 */
record Standings(Race race, Contender empty, Optional<Contender> twin) {
  private static final double P99 = 0.99;

  /** Cold starts, warm checks and warm repairs, each in a table of its own. */
  String tables() {
    return """
    A cold start, from the start of the process to its first answer. The ratios are medians of the rounds' own.

    %s
    A check by a warm process, %d in each round.

    %s
    A repair by a warm process, one in each round. Fifteen alarms alone take 4.7 s, for AWS takes three a second.

    %s"""
        .formatted(cold(), Race.WARM_RUNS, warm(), repairs());
  }

  /** What a reader sees first. */
  Map<String, Map<String, Double>> bars() {
    Map<String, Double> cold = new LinkedHashMap<>();
    Map<String, Double> warm = new LinkedHashMap<>();
    for (Contender contender : race.contenders()) {
      cold.put(contender.name(), Figures.median(race.checks(contender).cold));
      if (!contender.equals(empty)) {
        warm.put(contender.name(), Figures.median(race.checks(contender).warmRuns));
      }
    }
    Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
    groups.put("Cold start to the first answer", cold);
    groups.put("A check by a warm process, every call of AWS takes 20 ms", warm);
    return groups;
  }

  private String cold() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "program",
            "p50 ms",
            "p99 ms",
            "of the empty handler",
            "of the twin",
            "CPU ms",
            "CPU of the empty handler",
            "peak MiB"));
    for (Contender contender : race.contenders()) {
      Series series = race.checks(contender);
      rows.add(
          List.of(
              contender.name(),
              whole(Figures.median(series.cold)),
              whole(Figures.percentile(series.cold, P99)),
              times(Figures.ratio(series.cold, race.checks(empty).cold)),
              ofTwin(series.cold, twins().cold),
              whole(Figures.median(series.coldCpu)),
              times(Figures.ratio(series.coldCpu, race.checks(empty).coldCpu)),
              whole(Figures.median(series.memory))));
    }
    return Block.table(rows);
  }

  private String warm() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("program", "p50 ms", "p99 ms", "of the twin", "calls", "deep", "CPU ms"));
    for (Contender contender : race.contenders()) {
      Series series = race.checks(contender);
      rows.add(
          List.of(
              contender.name(),
              exact(Figures.median(series.warmRuns)),
              exact(Figures.percentile(series.warmRuns, P99)),
              ofTwin(series.warm, twins().warm),
              String.valueOf(series.calls),
              String.valueOf(series.depth),
              exact(Figures.median(series.warmCpu))));
    }
    return Block.table(rows);
  }

  private String repairs() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("program", "broken links", "p50 ms", "p99 ms", "calls", "deep"));
    for (Contender contender : race.contenders()) {
      if (contender.mends()) {
        Series series = race.repairs(contender);
        rows.add(
            List.of(
                contender.name(),
                String.valueOf(contender.links()),
                whole(Figures.median(series.warmRuns)),
                whole(Figures.percentile(series.warmRuns, P99)),
                String.valueOf(series.calls),
                String.valueOf(series.depth)));
      }
    }
    return Block.table(rows);
  }

  private Series twins() {
    return twin.map(race::checks).orElseGet(Series::new);
  }

  private static String ofTwin(List<Double> values, List<Double> twins) {
    return twins.isEmpty() ? "" : times(Figures.ratio(values, twins));
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, "%.1f x", value);
  }
}
