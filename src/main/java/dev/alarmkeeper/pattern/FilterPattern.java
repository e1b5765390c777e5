package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Compare;
import dev.alarmkeeper.pattern.Claim.Literal;
import dev.alarmkeeper.pattern.Expression.Atom;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
          json.expression().atoms().anyMatch(it -> it.claim() instanceof Compare(_, Regex _));
      case Opaque(String text, _) -> text.strip().matches("%[^%]+%");
      case Unreadable _ -> false;
    };
  }

  /** As {@link #parse}, but what cannot be read is an answer too. */
  static FilterPattern read(String text) {
    try {
      return parse(text);
    } catch (PatternException wrong) {
      return new Unreadable(text, wrong.getMessage());
    }
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
    Cursor cursor = new Cursor(text);
    cursor.skipSpace();
    return cursor.peek() == '{'
        ? new Json(text, new Parser(cursor).pattern())
        : new Opaque(text, Form.of(text));
  }

  /** A pattern in braces: conditions on the fields of a JSON event. */
  final class Json implements FilterPattern {
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
      return expression.matches(event, false, new Work(MATCHING));
    }

    /**
     * Whether CloudWatch Logs could count this event, in any reading of what is not documented. A
     * value may be {@link Example#ANYTHING}.
     */
    public boolean mayMatch(Map<String, ? extends @Nullable Object> event) {
      return expression.matches(event, true, new Work(MATCHING));
    }

    /** Whether certainly no event matches, because its clauses contradict each other. */
    public boolean isNever() {
      return NormalForm.of(expression, new Work(MATCHING))
          .filter(it -> it.alternatives().isEmpty())
          .isPresent();
    }

    /** The values of the event that the pattern looks at. */
    public List<Object> tested(Map<String, ? extends @Nullable Object> event) {
      return expression.atoms().flatMap(atom -> atom.selector().find(event).stream()).toList();
    }

    /** What the pattern compares with, spelled as in the pattern, without quotation marks. */
    public List<String> literals() {
      return expression.atoms().flatMap(Json::literals).distinct().toList();
    }

    private static Stream<String> literals(Atom atom) {
      return switch (atom.claim()) {
        case Claim.Absent _ -> Stream.of();
        case Claim.Is is -> Stream.of(is.json());
        case Compare(_, Glob glob) -> Stream.of(glob.pattern());
        case Compare(_, Literal literal) -> Stream.of(literal.text());
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A pattern that is not in braces. It is compared as text, with one exception: an empty one. */
  record Opaque(String text, Form form) implements FilterPattern {}

  /** A text that begins like the JSON form, and cannot be read here for a reason. */
  record Unreadable(String text, String fault) implements FilterPattern {}

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

    /** A shell's quotes around a JSON pattern or around nothing. */
    private static final Pattern SHELL_QUOTES =
        Pattern.compile("(?s)\\s*([\"'])\\s*(?:\\{.*\\})?\\s*\\1\\s*");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    private static Form of(String text) {
      if (text.replace(" ", "").isEmpty()) {
        return EVERYTHING;
      }
      if (SHELL_QUOTES.matcher(text).matches()) {
        return QUOTED;
      }
      return text.strip().startsWith("[") ? SPACE_DELIMITED : TERMS;
    }

    /** The form in words. */
    public String words() {
      return words;
    }
  }
}
