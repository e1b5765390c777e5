package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter pattern of CloudWatch Logs as it is deployed: the JSON form, which is understood, or any
 * other form, which is kept as text.
 */
public sealed interface FilterPattern {
  /** Longest pattern that PutMetricFilter accepts, in characters. */
  int MAX_LENGTH = 1024;

  /** The pattern exactly as it was spelled. */
  String text();

  /** Whether it surely holds a regular expression, of which a log group takes few. */
  default boolean hasRegex() {
    return switch (this) {
      case Json json ->
          json.expression().atoms().stream().anyMatch(it -> it.claim() instanceof Claim.Matching);
      case Opaque(String text, _) -> text.strip().matches("%[^%]+%");
    };
  }

  /**
   * Reads a pattern in the grammar of the CloudWatch Logs User Guide, "Filter pattern syntax".
   *
   * @throws PatternException if the text is longer than {@value #MAX_LENGTH} characters, or begins
   *     like the JSON form and is not one
   */
  static FilterPattern parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PatternException(text, MAX_LENGTH, "at most 1,024 characters", "");
    }
    if (text.replace(" ", "").isEmpty()) {
      return new Opaque(text, Form.EVERYTHING);
    }
    if (isQuoted(text.strip())) {
      return new Opaque(text, Form.QUOTED);
    }
    Cursor cursor = new Cursor(text);
    cursor.skipSpace();
    return switch (cursor.peek()) {
      case '{' -> new Json(text, new Parser(cursor).pattern());
      case '[' -> new Opaque(text, Form.SPACE_DELIMITED);
      default -> new Opaque(text, Form.TERMS);
    };
  }

  /** Whether a shell's quotes stand around a JSON pattern or around nothing. */
  private static boolean isQuoted(String text) {
    if (text.length() < 2
        || "'\"".indexOf(text.charAt(0)) < 0
        || !text.endsWith(text.substring(0, 1))) {
      return false;
    }
    String inside = text.substring(1, text.length() - 1).strip();
    return inside.isEmpty() || (inside.startsWith("{") && inside.endsWith("}"));
  }

  /** A pattern in braces: conditions on the fields of a JSON event. */
  final class Json implements FilterPattern {
    /** Operators and quotation marks, as canonical texts of claims have them. */
    private static final Pattern COMPARED = Pattern.compile("^[!<>=]+ |\"");

    /** Far more than any pattern needs that was not made to be slow. */
    private static final int MATCHING = 20_000;

    private final String text;
    private final Expression expression;

    private Json(String text, Expression expression) {
      this.text = text;
      this.expression = expression;
    }

    @Override
    public String text() {
      return text;
    }

    Expression expression() {
      return expression;
    }

    /**
     * Whether CloudWatch Logs would count this event. The event is JSON as the usual parsers give
     * it: maps, lists, strings, numbers, booleans and nulls.
     *
     * <p>Documented: comparisons are case-sensitive; a field that is missing satisfies {@code NOT
     * EXISTS} alone, so {@code !=} is false there; an object or an array satisfies no comparison.
     * Not documented, and settled here until TestMetricFilter says otherwise: a wildcard selector
     * asks whether any value fits, a number equals the string that is spelled alike, a boolean or
     * null satisfies only {@code IS}.
     */
    public boolean matches(Map<String, ? extends @Nullable Object> event) {
      return truth(event) == Truth.YES;
    }

    /**
     * Whether CloudWatch Logs could count this event, in any reading of what is not documented. A
     * value may be {@link Example#ANYTHING}.
     */
    public boolean mayMatch(Map<String, ? extends @Nullable Object> event) {
      return truth(event) != Truth.NO;
    }

    /** Whether certainly no event matches, because its clauses contradict each other. */
    public boolean isNever() {
      return NormalForm.of(expression, new Work(MATCHING))
          .map(it -> it.alternatives().isEmpty())
          .orElse(false);
    }

    private Truth truth(Map<String, ? extends @Nullable Object> event) {
      return expression.truth(event, new Work(MATCHING));
    }

    /** The values of the event that the pattern looks at. */
    public List<Object> tested(Map<String, ? extends @Nullable Object> event) {
      List<Object> values = new ArrayList<>();
      expression.atoms().forEach(atom -> values.addAll(atom.selector().find(event)));
      return values;
    }

    /** What the pattern compares with, spelled as in the pattern, without quotation marks. */
    public List<String> literals() {
      return expression.atoms().stream()
          .filter(atom -> !(atom.claim() instanceof Claim.Absent))
          .map(atom -> COMPARED.matcher(atom.claim().text()).replaceAll(""))
          .distinct()
          .toList();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A pattern that is not in braces. It is compared as text, with one exception: an empty one. */
  record Opaque(String text, Form form) implements FilterPattern {}

  /** The forms that are kept as text. */
  enum Form {
    /** Nothing, or nothing but spaces: matches every event. */
    EVERYTHING("an empty pattern, which matches every event"),
    /** Quotes around it make a pattern a phrase to look for. */
    QUOTED("a phrase: the quotes of a shell still stand around the pattern"),
    /** Fields in brackets, for lines that are not JSON. */
    SPACE_DELIMITED("a space-delimited pattern"),
    /** Words, phrases, or one regular expression, looked for anywhere in the line. */
    TERMS("a term pattern");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** The form in words. */
    public String words() {
      return words;
    }
  }
}
