package dev.alarmkeeper.cli;

import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Timeline;
import dev.alarmkeeper.evidence.statement.Timeline.Span;
import dev.alarmkeeper.evidence.statement.Timeline.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A timeline as bars 1,000 wide and up to 50 high. A column shows the worst of the minutes that it
 * stands for, so that a minute of exposure is seen in a year. The worse, the higher: who sees no
 * colours sees it too.
 */
record TimelineDrawing(Timeline timeline, Window period) {
  private static final int WIDTH = 1_000;
  private static final int BOTTOM = 50;

  /** The states, the best first. */
  private static final List<State> ORDER =
      List.of(State.IN_FORCE, State.UNKNOWN, State.MAYBE_EXPOSED, State.EXPOSED);

  /** What each looks like. */
  static List<Map<String, Object>> keys() {
    return ORDER.stream()
        .map(
            it -> {
              int height = height(it) / 2;
              return Map.<String, Object>of(
                  "style", style(it), "top", 20 - height, "height", height, "words", words(it));
            })
        .toList();
  }

  /** Rectangles from left to right, one a run of columns. */
  List<Map<String, Object>> bars() {
    State[] columns = columns();
    List<Map<String, Object>> bars = new ArrayList<>();
    int begin = 0;
    for (int at = 1; at <= columns.length; at++) {
      if (at == columns.length || columns[at] != columns[begin]) {
        bars.add(bar(columns[begin], begin, at, columns.length));
        begin = at;
      }
    }
    return bars;
  }

  /**
   * What happened at some instants; what falls into one column is one mark.
   *
   * @param happened words by instant
   * @param kind what sort of thing, as the style sheet names it
   */
  List<Map<String, Object>> marks(Map<Instant, String> happened, String kind) {
    Map<Integer, String> byColumn = new TreeMap<>();
    happened.forEach(
        (at, words) ->
            byColumn.merge(column(at, WIDTH), words, (one, other) -> one + ", " + other));
    return byColumn.entrySet().stream()
        .map(
            it ->
                Map.<String, Object>of(
                    "left", it.getKey() - 5, "words", it.getValue(), "kind", kind))
        .toList();
  }

  private State[] columns() {
    int count = (int) Math.clamp(minutes(period), 0L, (long) WIDTH);
    State[] columns = new State[count];
    Arrays.fill(columns, State.IN_FORCE);
    for (Span span : timeline.spans()) {
      // The last minute of a span, not the first of the next one, has the last column.
      int last = column(span.window().to().minusSeconds(1), count);
      for (int at = column(span.window().from(), count); at <= last; at++) {
        columns[at] = worse(columns[at], span.state());
      }
    }
    return columns;
  }

  /** The column that an instant falls into; before and after the period, the first and the last. */
  private int column(Instant at, int count) {
    long all = Duration.between(period.from(), period.to()).toSeconds();
    long seconds = Duration.between(period.from(), at).toSeconds();
    return all == 0 ? 0 : (int) Math.clamp(seconds * count / all, 0L, count - 1L);
  }

  private static long minutes(Window window) {
    return Duration.between(window.from(), window.to()).toMinutes();
  }

  private static State worse(State one, State other) {
    return ORDER.indexOf(one) < ORDER.indexOf(other) ? other : one;
  }

  private static Map<String, Object> bar(State state, int begin, int end, int count) {
    Map<String, Object> bar = new LinkedHashMap<>();
    bar.put("style", style(state));
    bar.put("x", units(begin, count));
    bar.put("width", units(end - begin, count));
    bar.put("top", BOTTOM - height(state));
    bar.put("height", height(state));
    return bar;
  }

  private static String units(int columns, int count) {
    return String.format(Locale.ROOT, "%.2f", columns * (double) WIDTH / count);
  }

  private static int height(State state) {
    return switch (state) {
      case IN_FORCE -> 12;
      case UNKNOWN -> 20;
      case MAYBE_EXPOSED -> 30;
      case EXPOSED -> 38;
    };
  }

  private static String style(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String words(State state) {
    return switch (state) {
      case IN_FORCE -> "in force";
      case UNKNOWN -> "unknown";
      case MAYBE_EXPOSED -> "may have been exposed";
      case EXPOSED -> "exposed";
    };
  }
}
