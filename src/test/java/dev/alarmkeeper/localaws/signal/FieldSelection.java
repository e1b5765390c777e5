package dev.alarmkeeper.localaws.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The selection criteria of a metric filter, over the system fields of an event: {@code @aws.region
 * = "us-east-1" AND @aws.account NOT IN ["111122223333"]}. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html">
 * PutMetricFilter</a>, fieldSelectionCriteria.
 */
public final class FieldSelection {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(@[\\w.]+|\"[^\"]*\"|!=|=|\\[|]|,|\\(|\\)|\\w+)\\s*");

  private final List<String> tokens;
  private final Map<String, String> fields;
  private int next;

  private FieldSelection(List<String> tokens, Map<String, String> fields) {
    this.tokens = tokens;
    this.fields = fields;
  }

  /** Whether these fields meet the criteria; blank criteria are met by all. */
  public static boolean selects(String criteria, Map<String, String> fields) {
    if (criteria.isBlank()) {
      return true;
    }
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(criteria);
    while (token.lookingAt()) {
      tokens.add(token.group(1));
      token.region(token.end(), criteria.length());
    }
    if (token.regionStart() != criteria.length()) {
      throw new IllegalArgumentException("unexpected: " + criteria.substring(token.regionStart()));
    }
    FieldSelection selection = new FieldSelection(tokens, fields);
    boolean selects = selection.any();
    if (selection.next < tokens.size()) {
      throw new IllegalArgumentException("unexpected: " + tokens.get(selection.next));
    }
    return selects;
  }

  private boolean any() {
    boolean result = all();
    while (is("OR")) {
      // Both sides are read, whatever the first one says.
      result |= all();
    }
    return result;
  }

  private boolean all() {
    boolean result = one();
    while (is("AND")) {
      result &= one();
    }
    return result;
  }

  private boolean one() {
    if (is("(")) {
      boolean result = any();
      want(")");
      return result;
    }
    String value = fields.getOrDefault(take(), "");
    if (is("=")) {
      return value.equals(text());
    }
    if (is("!=")) {
      return !value.equals(text());
    }
    boolean not = is("NOT");
    want("IN");
    want("[");
    List<String> values = new ArrayList<>();
    do {
      values.add(text());
    } while (is(","));
    want("]");
    return not != values.contains(value);
  }

  private String text() {
    return take().replace("\"", "");
  }

  private boolean is(String token) {
    boolean is = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
    next += is ? 1 : 0;
    return is;
  }

  private void want(String token) {
    if (!is(token)) {
      throw new IllegalArgumentException("no " + token + " at token " + next);
    }
  }

  private String take() {
    if (next >= tokens.size()) {
      throw new IllegalArgumentException("ends too soon");
    }
    return tokens.get(next++);
  }
}
