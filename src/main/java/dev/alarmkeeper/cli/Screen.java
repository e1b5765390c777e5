package dev.alarmkeeper.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes for a person: at most 100 columns, in colour where asked to. */
public final class Screen {
  private static final int COLUMNS = 100;
  private static final String INDENT = "   ";
  private static final int LABEL = 11;

  private final PrintStream out;
  private final boolean colours;

  /** Writes to this stream. */
  public Screen(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** An empty line. */
  public void blank() {
    out.println();
  }

  /** One line as it is, never wrapped. */
  public void line(String text) {
    out.println(text);
  }

  /** One line in a colour. */
  public void line(Colour colour, String text) {
    out.println(paint(colour, text));
  }

  /** A headline, with a note at the right margin. */
  public void title(String text, String note) {
    String gap = " ".repeat(Math.max(1, COLUMNS - text.length() - note.length()));
    blank();
    out.println(paint(Colour.BOLD, text) + (note.isEmpty() ? "" : gap + paint(Colour.DIM, note)));
  }

  /** The chain in one line. */
  public void picture(Chain chain) {
    out.println(links(chain));
  }

  /** The chain in one line, and what was said of it after how long. */
  public void picture(Chain chain, String verdict, Duration took) {
    picture(chain, verdict, " %.1f s".formatted(took.toMillis() / 1e3));
  }

  /** The chain in one line, and what is said of it. */
  void picture(Chain chain, String verdict) {
    picture(chain, verdict, "");
  }

  private void picture(Chain chain, String verdict, String more) {
    boolean good = verdict.equals("compliant") || verdict.equals("repaired");
    out.println(links(chain) + "  " + paint(good ? Colour.GREEN : Colour.YELLOW, verdict + more));
  }

  /** A text under a label, over as many lines as it takes. */
  public void labelled(String label, String text) {
    String head = INDENT + label + " ".repeat(LABEL - label.length());
    for (String line : wrapped(text, COLUMNS - INDENT.length() - LABEL)) {
      out.println(head + line);
      head = " ".repeat(INDENT.length() + LABEL);
    }
  }

  private String links(Chain chain) {
    return INDENT
        + chain.marks().entrySet().stream()
            .map(it -> Chain.title(it.getKey()) + " " + paint(it.getValue()))
            .collect(Collectors.joining(paint(Colour.DIM, " ─ ")));
  }

  /** The sign of a mark, in its colour. */
  public String paint(Mark mark) {
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
