package dev.alarmkeeper.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes for a person: at most 100 columns, in colour where asked to. */
final class Screen {
  private static final int COLUMNS = 100;
  private static final String INDENT = "   ";
  private static final int LABEL = 11;

  private final PrintStream out;
  private final boolean colours;

  Screen(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void blank() {
    out.println();
  }

  void line(String text) {
    out.println(text);
  }

  void line(Colour colour, String text) {
    out.println(paint(colour, text));
  }

  /** A headline, with a note at the right margin. */
  void title(String text, String note) {
    String gap = " ".repeat(Math.max(1, COLUMNS - text.length() - note.length()));
    blank();
    out.println(paint(Colour.BOLD, text) + (note.isEmpty() ? "" : gap + paint(Colour.DIM, note)));
  }

  /** The chain in one line. */
  void picture(Chain chain) {
    out.println(links(chain));
  }

  /** The chain in one line, and what was said of it after how long. */
  void picture(Chain chain, String verdict, Duration took) {
    String word = "%s %.1f s".formatted(verdict, took.toMillis() / 1e3);
    boolean good = verdict.equals("compliant") || verdict.equals("repaired");
    out.println(links(chain) + "  " + paint(good ? Colour.GREEN : Colour.YELLOW, word));
  }

  /** A text under a label, over as many lines as it takes. */
  void labelled(String label, String text) {
    String head = INDENT + label + " ".repeat(LABEL - label.length());
    for (String line : wrapped(text, COLUMNS - INDENT.length() - LABEL)) {
      out.println(head + line);
      head = " ".repeat(INDENT.length() + LABEL);
    }
  }

  private String links(Chain chain) {
    return INDENT
        + chain.marks().entrySet().stream()
            .map(it -> it.getKey().title() + " " + paint(it.getValue()))
            .collect(Collectors.joining(paint(Colour.DIM, " ─ ")));
  }

  String paint(Mark mark) {
    return paint(mark.colour(), String.valueOf(mark.sign()));
  }

  private String paint(Colour colour, String text) {
    return colours ? colour.paint(text) : text;
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int cut = space > 0 ? space : width;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).strip();
    }
    lines.add(rest);
    return lines;
  }
}
