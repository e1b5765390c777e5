package dev.alarmkeeper.pattern;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression between percent signs. Allowed are letters, digits, some symbols, the
 * operators {@code ^ $ ? [ ] { } | \ * + .} and the escapes {@code \d \D \s \S \w \W \xhh}; groups
 * are not. Source: CloudWatch Logs User Guide, "Supported regular expressions (regex) syntax". All
 * of it means the same to {@link Pattern}, whose backtracking is cut off.
 */
record Regex(String text, Pattern pattern) {
  /** Repetitions are looked for again and again: so many places, and no stack overflows. */
  private static final int MOST_PIECES = 512;

  // A space is not in the guide's list, but in the examples of the CDK.
  private static final String LETTER = "[A-Za-z0-9_#=@/;,\\-: ]";
  private static final String ESCAPE =
      "\\\\(?:[dDsSwW]|x[0-7][0-9a-fA-F]|[\\^$?\\[\\]{}|\\\\*+._#=@/;,\\-: ])";
  private static final String SET = "\\[\\^?(?:" + ESCAPE + "|" + LETTER + "|[.*+?{}|^$])++\\]";
  private static final Pattern PIECE =
      Pattern.compile(
          "[\\^$]|(?:\\.|"
              + ESCAPE
              + "|"
              + LETTER
              + "|"
              + SET
              + ")(?:[?*+]|\\{\\d{1,3}(?:,\\d{0,3})?\\})?");

  // Which spellings stand for a quotation mark, among others.
  private static final Pattern CLASSES = Pattern.compile("\\\\[DSW]|\\\\x22");
  private static final Pattern ESCAPED_LETTER = Pattern.compile("\\\\[^DSWx]");
  private static final Pattern PLAIN_SET = Pattern.compile("\\[[^^\\]][^\\]]*\\]");
  private static final Pattern OPEN = Pattern.compile("\\.|\\[\\^");

  /** Reads from the opening percent sign to the closing one. */
  static Regex read(Cursor cursor) {
    cursor.next();
    int start = cursor.offset();
    StringBuilder translated = new StringBuilder();
    int pieces = 0;
    boolean empty = true;
    while (cursor.peek() != '%' || empty) {
      int piece = cursor.offset();
      if (cursor.peek() == '|' && !empty) {
        translated.append(cursor.next());
        empty = true;
      } else if (cursor.accept(PIECE) && ++pieces <= MOST_PIECES) {
        String found = cursor.since(piece);
        // Java's dollar would also stand before a line's end.
        translated.append(found.equals("$") ? "\\z" : found);
        empty = false;
      } else {
        throw cursor.expected(
            pieces > MOST_PIECES
                ? "at most 512 pieces of a regular expression"
                : "a piece of a regular expression" + (empty ? "" : ", or '%'"));
      }
    }
    String text = cursor.since(start);
    cursor.next();
    try {
      return new Regex(text, Pattern.compile(translated.toString(), Pattern.UNIX_LINES));
    } catch (PatternSyntaxException wrong) {
      cursor.backTo(start);
      throw cursor.expected("a regular expression whose ranges and counts ascend");
    }
  }

  /** Whether the expression matches a part of the value; {@link Truth#MAYBE} at a cost too high. */
  Truth find(String value, Work work) {
    Matcher matcher = pattern.matcher(new Counted(value, work));
    try {
      return Truth.of(matcher.find());
    } catch (SpentException _) {
      return Truth.MAYBE;
    }
  }

  /**
   * Whether a match has one of these characters in it, wherever a matcher would begin to look;
   * {@link Truth#MAYBE} at a cost too high.
   */
  Truth touches(String value, BitSet marked, Work work) {
    Matcher matcher = pattern.matcher(new Counted(value, work));
    try {
      for (int from = 0; from <= value.length() && matcher.find(from); from = matcher.start() + 1) {
        int touched = marked.nextSetBit(matcher.start());
        if (touched >= 0 && touched < matcher.end()) {
          return Truth.YES;
        }
      }
      return Truth.NO;
    } catch (SpentException _) {
      return Truth.MAYBE;
    }
  }

  /** Whether a match may go on over a quotation mark, as far as the spelling shows. */
  boolean mayCrossQuotes() {
    String sets = ESCAPED_LETTER.matcher(text).replaceAll("");
    return CLASSES.matcher(text).find()
        || OPEN.matcher(PLAIN_SET.matcher(sets).replaceAll("")).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex regex && text.equals(regex.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** A backtracking matcher looks at characters without end; each look is counted here. */
  private record Counted(String value, Work work) implements CharSequence {
    @Override
    public int length() {
      return value.length();
    }

    @Override
    public char charAt(int index) {
      if (!work.spend(1)) {
        throw new SpentException();
      }
      return value.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return value.substring(start, end);
    }

    @Override
    public String toString() {
      return value;
    }
  }

  private static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpentException() {
      super("no work left", null, false, false);
    }
  }
}
