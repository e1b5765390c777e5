package dev.alarmkeeper.benchmark;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Bars as SVG, which reads on a light and on a dark page. */
final class Chart {
  private static final int WIDTH = 760;
  private static final int LABEL = 300;
  private static final int BAR = 360;
  private static final int ROW = 26;
  private static final int HEAD = 34;

  private Chart() {}

  /** Groups of named values in milliseconds, each group under its title and on its own scale. */
  static String of(Map<String, Map<String, Double>> groups) {
    StringBuilder svg = new StringBuilder();
    int y = 0;
    for (Map.Entry<String, Map<String, Double>> group : new LinkedHashMap<>(groups).entrySet()) {
      y += HEAD;
      svg.append(
          "<text x=\"0\" y=\"%d\" font-weight=\"bold\">%s</text>%n"
              .formatted(y - 10, escaped(group.getKey())));
      double most = group.getValue().values().stream().max(Comparator.naturalOrder()).orElse(1.0);
      for (Map.Entry<String, Double> bar : group.getValue().entrySet()) {
        long width = Math.max(1, Math.round(BAR * bar.getValue() / most));
        svg.append(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                .formatted(LABEL - 10, y + 15, escaped(bar.getKey())));
        svg.append(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" fill=\"%s\"/>%n"
                .formatted(
                    LABEL,
                    y + 2,
                    width,
                    bar.getKey().startsWith("alarmkeeper") ? "#2f81f7" : "#8c959f"));
        svg.append(
            "<text x=\"%d\" y=\"%d\">%s</text>%n"
                .formatted(LABEL + width + 8, y + 15, millis(bar.getValue())));
        y += ROW;
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
    <style>text { fill: #57606a } @media (prefers-color-scheme: dark) { text { fill: #b1bac4 } }</style>
    %s</svg>
    """
        .formatted(WIDTH, y + 10, svg);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%,.0f ms", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
