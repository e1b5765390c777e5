package dev.alarmkeeper.localaws.signal;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a filter pattern for JSON events, {@code { $.a = "b" && $.c NOT EXISTS }}, into what it
 * tests. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html">
 * Matching terms in JSON log events</a>. A selector that leads to an array or an object matches no
 * value; one that leads nowhere matches {@code NOT EXISTS} alone.
 */
final class JsonPattern {
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  private final String pattern;
  private int at;

  JsonPattern(String pattern) {
    this.pattern = pattern;
  }

  Predicate<JsonNode> read() {
    want("{");
    Predicate<JsonNode> expression = any();
    want("}");
    skip();
    if (at < pattern.length()) {
      throw wrong("the end");
    }
    return expression;
  }

  private Predicate<JsonNode> any() {
    Predicate<JsonNode> expression = all();
    while (is("||")) {
      expression = expression.or(all());
    }
    return expression;
  }

  private Predicate<JsonNode> all() {
    Predicate<JsonNode> expression = one();
    while (is("&&")) {
      expression = expression.and(one());
    }
    return expression;
  }

  private Predicate<JsonNode> one() {
    if (is("(")) {
      Predicate<JsonNode> expression = any();
      want(")");
      return expression;
    }
    List<String> path = selector();
    if (isWord("NOT")) {
      wantWord("EXISTS");
      return event -> select(event, path).findAny().isEmpty();
    }
    if (isWord("IS")) {
      return literal(path);
    }
    for (String operator : List.of("!=", ">=", "<=", "=", ">", "<")) {
      if (is(operator)) {
        Predicate<JsonNode> test =
            operator.endsWith("=") && !operator.startsWith("<") && !operator.startsWith(">")
                ? equality(operator.startsWith("!"))
                : order(operator, Double.parseDouble(bare()));
        return event -> select(event, path).anyMatch(test);
      }
    }
    throw wrong("an operator");
  }

  private Predicate<JsonNode> literal(List<String> path) {
    Predicate<JsonNode> test;
    if (isWord("NULL")) {
      test = JsonNode::isNull;
    } else if (isWord("TRUE")) {
      test = node -> node.isBoolean() && node.booleanValue();
    } else {
      wantWord("FALSE");
      test = node -> node.isBoolean() && !node.booleanValue();
    }
    return event -> select(event, path).anyMatch(test);
  }

  private Predicate<JsonNode> equality(boolean not) {
    skip();
    BiPredicate<JsonNode, String> equal;
    String value;
    boolean numeric = false;
    if (pattern.startsWith("%", at)) {
      int end = pattern.indexOf('%', at + 1);
      Pattern regex = Pattern.compile(pattern.substring(at + 1, end));
      at = end + 1;
      value = "";
      equal = (_, text) -> regex.matcher(text).find();
    } else if (pattern.startsWith("\"", at)) {
      value = quoted();
      equal = (_, text) -> like(value, text);
    } else {
      value = bare();
      boolean number = NUMBER.matcher(value).matches();
      numeric = number;
      equal =
          (node, text) ->
              number ? node.doubleValue() == Double.parseDouble(value) : like(value, text);
    }
    // A number is compared with numbers, anything else with texts and with numbers as they are
    // written; the truth of a boolean is asked for by IS TRUE and IS FALSE.
    boolean numbersAlone = numeric;
    return node ->
        (node.isNumber() || (node.isTextual() && !numbersAlone))
            && not != equal.test(node, node.asText());
  }

  /** An asterisk stands for any characters, here and nothing else does. */
  private static boolean like(String glob, String text) {
    String regex = Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }

  private static Predicate<JsonNode> order(String operator, double than) {
    return node -> {
      if (!node.isNumber()) {
        return false;
      }
      double value = node.doubleValue();
      return switch (operator) {
        case ">" -> value > than;
        case ">=" -> value >= than;
        case "<" -> value < than;
        default -> value <= than;
      };
    };
  }

  /** The steps of {@code $.a['b.c'][0].*}: names, numbers in brackets, asterisks. */
  private List<String> selector() {
    want("$");
    List<String> steps = new ArrayList<>();
    while (at < pattern.length()) {
      if (pattern.startsWith(".[", at)) {
        at++;
      }
      if (pattern.startsWith("['", at) || pattern.startsWith("[\"", at)) {
        int end = pattern.indexOf(pattern.charAt(at + 1) + "]", at + 2);
        steps.add(pattern.substring(at + 2, end));
        at = end + 2;
      } else if (pattern.startsWith("[", at)) {
        int end = pattern.indexOf(']', at);
        steps.add(pattern.substring(at, end + 1));
        at = end + 1;
      } else if (pattern.startsWith(".", at)) {
        int begin = ++at;
        while (at < pattern.length() && isName(pattern.charAt(at))) {
          at++;
        }
        steps.add(pattern.substring(begin, at));
      } else {
        break;
      }
    }
    return steps;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || "_-*@".indexOf(c) >= 0;
  }

  private static Stream<JsonNode> select(JsonNode event, List<String> path) {
    Stream<JsonNode> nodes = Stream.of(event);
    for (String step : path) {
      nodes = nodes.flatMap(node -> step(node, step));
    }
    return nodes;
  }

  private static Stream<JsonNode> step(JsonNode node, String step) {
    if (step.equals("*") || step.equals("[*]")) {
      return node.valueStream();
    }
    JsonNode next =
        step.startsWith("[") && step.endsWith("]")
            ? node.path(Integer.parseInt(step.substring(1, step.length() - 1)))
            : node.path(step);
    return next.isMissingNode() ? Stream.empty() : Stream.of(next);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c == '\\' && at + 1 < pattern.length()) {
        c = pattern.charAt(++at);
      }
      text.append(c);
    }
    throw wrong("a closing quote");
  }

  private String bare() {
    skip();
    int begin = at;
    while (at < pattern.length() && " \t\r\n)}&|".indexOf(pattern.charAt(at)) < 0) {
      at++;
    }
    if (begin == at) {
      throw wrong("a value");
    }
    return pattern.substring(begin, at);
  }

  private boolean is(String token) {
    skip();
    boolean is = pattern.startsWith(token, at);
    at += is ? token.length() : 0;
    return is;
  }

  private boolean isWord(String word) {
    skip();
    boolean is = pattern.toUpperCase(Locale.ROOT).startsWith(word, at);
    at += is ? word.length() : 0;
    return is;
  }

  private void want(String token) {
    if (!is(token)) {
      throw wrong(token);
    }
  }

  private void wantWord(String word) {
    if (!isWord(word)) {
      throw wrong(word);
    }
  }

  private void skip() {
    while (at < pattern.length() && Character.isWhitespace(pattern.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("no " + wanted + " at character " + at + " of " + pattern);
  }
}
