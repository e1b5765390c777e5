package dev.alarmkeeper.pattern;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression: between percent signs in a filter pattern, or of a custom data identifier,
 * which has the same characters. Allowed are letters, digits, some symbols, the operators {@code ^
 * $ ? [ ] { } | \ * + .} and the escapes {@code \d \D \s \S \w \W \xhh}; groups are not. Source:
 * CloudWatch Logs User Guide, "Supported regular expressions (regex) syntax" and "Custom data
 * identifiers". All of it means the same to {@link Pattern}, whose backtracking is cut off.
 */
public final class Regex implements Claim.Literal {
  /** Repetitions are looked for again and again: so many places, and no stack overflows. */
  private static final int MOST_PIECES = 512;

  /** Looks at characters: some milliseconds, and far more than an ordinary expression takes. */
  private static final int MASKING = 1_000_000;

  // A space is not in the guide's list, but in the examples of the CDK.
  private static final String LETTER = "[A-Za-z0-9_#=@/;,\\-: ]";
  private static final String ESCAPE =
      "\\\\(?:[dDsSwW]|x[0-7][0-9a-fA-F]|[\\^$?\\[\\]{}|\\\\*+._#=@/;,\\-: ])";
  private static final String SET = "\\[\\^?(?:" + ESCAPE + "|" + LETTER + "|[.*+?{}|^$])++\\]";
  private static final String TIMES = "(?:[?*+]|\\{\\d{1,3}(?:,\\d{0,3})?\\})?";
  private static final Pattern PIECE =
      Pattern.compile("[\\^$]|(?:\\.|" + ESCAPE + "|" + LETTER + "|" + SET + ")" + TIMES);

  private static final Pattern PIECE_OR_BAR = Pattern.compile(PIECE + "|\\|");

  // Which spellings stand for a quotation mark, among others.
  private static final Pattern CLASSES = Pattern.compile("\\\\[DSW]|\\\\x22");
  private static final Pattern ESCAPED_LETTER = Pattern.compile("\\\\[^DSWx]");
  private static final Pattern PLAIN_SET = Pattern.compile("\\[[^^\\]][^\\]]*\\]");
  private static final Pattern OPEN = Pattern.compile("\\.|\\[\\^");

  private final String spelling;
  private final Pattern pattern;

  private Regex(String spelling, Pattern pattern) {
    this.spelling = spelling;
    this.pattern = pattern;
  }

  /**
   * Reads the expression of a custom data identifier.
   *
   * @throws PatternException if it has what custom data identifiers cannot have, or what is not
   *     understood
   */
  public static Regex parse(String text) {
    Cursor cursor = new Cursor("%" + text + "%");
    Regex regex = read(cursor);
    if (!cursor.atEnd()) {
      throw cursor.expected("no percent sign");
    }
    return regex;
  }

  /** Reads from the opening percent sign to the closing one. */
  static Regex read(Cursor cursor) {
    cursor.take("%");
    int start = cursor.offset();
    StringBuilder translated = new StringBuilder();
    boolean empty = true;
    for (int pieces = 0; cursor.peek() != '%' || empty; pieces++) {
      String piece = cursor.take(empty ? PIECE : PIECE_OR_BAR);
      if (piece.isEmpty() || pieces == MOST_PIECES) {
        throw cursor.expected(
            piece.isEmpty()
                ? "a piece of a regular expression" + (empty ? "" : ", or '%'")
                : "at most 512 pieces of a regular expression");
      }
      empty = piece.equals("|");
      // Java's dollar would also stand before a line's end.
      translated.append(piece.equals("$") ? "\\z" : piece);
    }
    String spelling = cursor.since(start);
    cursor.take("%");
    try {
      return new Regex(spelling, Pattern.compile(translated.toString(), Pattern.UNIX_LINES));
    } catch (PatternSyntaxException wrong) {
      cursor.backTo(start);
      throw cursor.expected("a regular expression whose ranges and counts ascend");
    }
  }

  @Override
  public String text() {
    return "%" + spelling + "%";
  }

  /** What stands in it without the operators: perhaps a text that it matches. */
  String letters() {
    return spelling.replaceAll("[\\\\^$?*+]", "");
  }

  @Override
  public boolean isEqual(Object value, boolean may, Work work) {
    try {
      return pattern.matcher(new Counted(value.toString(), work)).find();
    } catch (SpentException _) {
      return may;
    }
  }

  /**
   * Whether it matches a text with one of these characters in it, wherever a matcher would begin to
   * look; empty where it would take too long to tell.
   */
  public Optional<Boolean> touches(String text, BitSet marked) {
    Matcher matcher = pattern.matcher(new Counted(text, new Work(MASKING)));
    try {
      for (int from = 0; from <= text.length() && matcher.find(from); from = matcher.start() + 1) {
        int touched = marked.nextSetBit(matcher.start());
        if (touched >= 0 && touched < matcher.end()) {
          return Optional.of(true);
        }
      }
      return Optional.of(false);
    } catch (SpentException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether a match may go on beyond the string that it begins in, as far as the spelling shows.
   */
  public boolean mayCrossStrings() {
    String sets = ESCAPED_LETTER.matcher(spelling).replaceAll("");
    return CLASSES.matcher(spelling).find()
        || OPEN.matcher(PLAIN_SET.matcher(sets).replaceAll("")).find();
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
