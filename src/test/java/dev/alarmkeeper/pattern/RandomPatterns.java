package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Random patterns whose meaning is known without the code under test: a tree over conditions, each
 * with its truth on a finite set of values. The truth table of a tree has a bit for every
 * combination of values, so that two patterns can be compared by looking at all events.
 */
final class RandomPatterns {
  /** Stands for a field that is not there. */
  private static final Object ABSENT = new Object();

  sealed interface Node {}

  record Leaf(int condition) implements Node {}

  record Op(boolean and, List<Node> parts) implements Node {}

  /** A condition in all its spellings, and on which values of which selector it is true. */
  record Condition(int selector, List<String> spellings, Predicate<@Nullable Object> truth) {}

  final Random random;
  private final List<String> selectors;
  private final List<@Nullable Object> values;
  private final List<Condition> conditions;
  private final List<BitSet> tables = new ArrayList<>();

  /** Pairs of conditions of which the first implies the second, as the user guide has it. */
  private final Map<Integer, List<Integer>> implied = new HashMap<>();

  private RandomPatterns(
      long seed,
      List<String> selectors,
      List<@Nullable Object> values,
      List<Condition> conditions) {
    this.random = new Random(seed);
    this.selectors = selectors;
    this.values = values;
    this.conditions = conditions;
    int events = (int) Math.pow(values.size(), selectors.size());
    for (Condition condition : conditions) {
      BitSet table = new BitSet(events);
      int stride = (int) Math.pow(values.size(), condition.selector());
      for (int event = 0; event < events; event++) {
        table.set(event, condition.truth().test(values.get(event / stride % values.size())));
      }
      tables.add(table);
    }
  }

  /** Conditions that have nothing to do with each other: the comparison must be exact. */
  static RandomPatterns independent(long seed) {
    List<String> selectors = new ArrayList<>();
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      selectors.add("f" + i);
      conditions.add(new Condition(i, List.of("= \"x\"", "= x", "=x"), "x"::equals));
    }
    List<@Nullable Object> values = new ArrayList<>(List.of("x", "y"));
    return new RandomPatterns(seed, selectors, values, conditions);
  }

  /** Conditions on two fields that imply or exclude each other in many ways. */
  static RandomPatterns entangled(long seed) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      conditions.add(text(i, "= \"Root\"", "Root"::equals, "=Root"));
      conditions.add(text(i, "= \"Ro*\"", s -> s.startsWith("Ro"), "= Ro*"));
      conditions.add(text(i, "= \"*t\"", s -> s.endsWith("t"), "=*t"));
      conditions.add(text(i, "!= \"Root\"", s -> !s.equals("Root"), "!=Root"));
      conditions.add(text(i, "!= \"User\"", s -> !s.equals("User"), "!= User"));
      conditions.add(text(i, "!= \"Ro*\"", s -> !s.startsWith("Ro"), "!=Ro*"));
      conditions.add(text(i, "= *", _ -> true, "=\"*\""));
      conditions.add(number(i, "= 5", n -> n == 5, "=5", "=  5"));
      conditions.add(number(i, "> 3", n -> n > 3, ">3"));
      conditions.add(number(i, "<= 5", n -> n <= 5, "<=5"));
      conditions.add(number(i, "!= 7", n -> n != 7, "!=7"));
      conditions.add(new Condition(i, List.of("NOT EXISTS", "NOT  EXISTS"), ABSENT::equals));
      conditions.add(new Condition(i, List.of("IS NULL", "IS\nNULL"), value -> value == null));
      conditions.add(new Condition(i, List.of("IS TRUE"), Boolean.TRUE::equals));
    }
    // One value for each way in which the conditions can be true together, and one for none.
    List<@Nullable Object> values =
        new ArrayList<>(
            List.of(
                ABSENT, true, false, "Root", "Rot", "Rob", "User", "vast", "zed", 2, 4, 5, 6, 7));
    values.add(null);
    RandomPatterns patterns = new RandomPatterns(seed, List.of("a", "b"), values, conditions);
    int[][] pairs = {
      {0, 1}, {0, 2}, {0, 4}, {0, 6}, {1, 6}, {1, 4}, {2, 4}, {5, 3}, {7, 6}, {8, 6}
    };
    for (int[] pair : pairs) {
      patterns.implied.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair[1]);
      patterns.implied.computeIfAbsent(pair[0] + 14, _ -> new ArrayList<>()).add(pair[1] + 14);
    }
    return patterns;
  }

  private static Condition text(int selector, String text, Predicate<String> truth, String other) {
    return new Condition(
        selector,
        List.of(text, other),
        value ->
            (value instanceof String s && truth.test(s))
                || (value instanceof Integer n && truth.test(n.toString())));
  }

  private static Condition number(
      int selector, String text, Predicate<Integer> truth, String... more) {
    List<String> spellings = new ArrayList<>(List.of(more));
    spellings.add(text);
    return new Condition(selector, spellings, value -> value instanceof Integer n && truth.test(n));
  }

  /** How many events there are. */
  int events() {
    return (int) Math.pow(values.size(), selectors.size());
  }

  /** The event of a bit of the tables, as JSON. */
  String event(int index) {
    List<String> fields = new ArrayList<>();
    int rest = index;
    for (String selector : selectors) {
      Object value = values.get(rest % values.size());
      rest /= values.size();
      if (!ABSENT.equals(value)) {
        String json = value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
        fields.add("\"%s\": %s".formatted(selector, json));
      }
    }
    return "{" + String.join(", ", fields) + "}";
  }

  BitSet table(Node node) {
    return switch (node) {
      case Leaf(int condition) -> tables.get(condition);
      case Op(boolean and, List<Node> parts) -> {
        BitSet table = (BitSet) table(parts.getFirst()).clone();
        for (Node part : parts) {
          if (and) {
            table.and(table(part));
          } else {
            table.or(table(part));
          }
        }
        yield table;
      }
    };
  }

  Node tree(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return new Leaf(random.nextInt(conditions.size()));
    }
    List<Node> parts = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      parts.add(tree(depth - 1));
    }
    return new Op(random.nextBoolean(), parts);
  }

  /** Another tree of the same meaning. */
  Node rewrite(Node node) {
    Node inner = node;
    if (node instanceof Op(boolean and, List<Node> parts)) {
      List<Node> rewritten = new ArrayList<>(parts.stream().map(this::rewrite).toList());
      if (random.nextInt(3) == 0) {
        Collections.shuffle(rewritten, random);
      }
      if (random.nextInt(6) == 0) {
        rewritten.add(rewritten.get(random.nextInt(rewritten.size())));
      }
      if (rewritten.size() > 2 && random.nextInt(4) == 0) {
        Node group = new Op(and, List.copyOf(rewritten.subList(1, rewritten.size())));
        rewritten = new ArrayList<>(List.of(rewritten.getFirst(), group));
      }
      inner = random.nextInt(4) == 0 ? distribute(new Op(and, rewritten)) : new Op(and, rewritten);
    }
    return switch (random.nextInt(12)) {
      case 0 -> new Op(false, List.of(inner, new Op(true, List.of(inner, tree(1)))));
      case 1 -> new Op(true, List.of(new Op(false, List.of(tree(1), inner)), inner));
      case 2, 3 -> withImplied(inner);
      default -> inner;
    };
  }

  private Node withImplied(Node node) {
    if (node instanceof Leaf(int condition)) {
      List<Integer> weaker = implied.getOrDefault(condition, List.of());
      if (!weaker.isEmpty()) {
        Leaf other = new Leaf(weaker.get(random.nextInt(weaker.size())));
        return new Op(true, List.of(other, node));
      }
    }
    return node;
  }

  /** {@code a && (b || c)} becomes {@code a && b || a && c}, and the other way round. */
  private static Node distribute(Op op) {
    for (Node part : op.parts()) {
      if (part instanceof Op(boolean and, List<Node> choices) && and != op.and()) {
        List<Node> rest = new ArrayList<>(op.parts());
        rest.remove(part);
        List<Node> products = new ArrayList<>();
        for (Node choice : choices) {
          List<Node> product = new ArrayList<>(rest);
          product.add(choice);
          products.add(new Op(op.and(), product));
        }
        return new Op(and, products);
      }
    }
    return op;
  }

  /** A tree that is nearly the same: one operator, condition or part is another or gone. */
  Node mutate(Node node) {
    if (!(node instanceof Op(boolean and, List<Node> parts))) {
      return new Leaf(random.nextInt(conditions.size()));
    }
    if (random.nextInt(4) == 0) {
      return new Op(!and, parts);
    }
    List<Node> changed = new ArrayList<>(parts);
    int i = random.nextInt(changed.size());
    if (random.nextInt(4) == 0) {
      changed.remove(i);
    } else {
      changed.set(i, mutate(changed.get(i)));
    }
    return new Op(and, changed);
  }

  /** The pattern in a random spelling. */
  String spell(Node node) {
    return "{" + space() + spell(node, false) + space() + "}";
  }

  private String spell(Node node, boolean insideAnd) {
    String text =
        switch (node) {
          case Leaf(int c) -> {
            Condition condition = conditions.get(c);
            String name = selectors.get(condition.selector());
            yield selector(name) + pick(List.of(" ", "  ", "\t")) + pick(condition.spellings());
          }
          case Op(boolean and, List<Node> parts) ->
              String.join(
                  space() + (and ? "&&" : "||") + space(),
                  parts.stream().map(part -> spell(part, and)).toList());
        };
    boolean needed = node instanceof Op(boolean and, _) && !and && insideAnd;
    return needed || random.nextInt(5) == 0 ? "(" + text + ")" : text;
  }

  private String selector(String name) {
    return "$" + pick(List.of("." + name, "." + name, ".['" + name + "']", "['" + name + "']"));
  }

  private String space() {
    return pick(List.of("", " ", " ", "\n "));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
