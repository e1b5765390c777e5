package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Compare;
import dev.alarmkeeper.pattern.Comparison.Difference;
import dev.alarmkeeper.pattern.Comparison.Side;
import dev.alarmkeeper.pattern.Expression.Atom;
import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches an event that one of two patterns matches and the other does not. What is found is true,
 * because both are asked; what is not found may exist.
 */
final class CounterexampleSearch {
  private static final int WORK = 100_000;
  private static final int MAX_ALTERNATIVES = 64;
  private static final Pattern ADDRESS_PREFIX = Pattern.compile("(?:[0-9]{1,3}\\.){1,3}");

  private final Side keeping;
  private final Side losing;
  private final Work work = new Work(WORK);

  /** By selector, values that make its conditions true or false. */
  private final Map<Selector, Set<Object>> values = new LinkedHashMap<>();

  /** An event with one field changed, and how. */
  private record Change(Selector field, Object value, Map<String, @Nullable Object> event) {
    String words() {
      if (value.equals(Selector.ABSENT)) {
        return "without " + field.text();
      }
      return "with " + field.text() + " " + (value.equals(Selector.NULL) ? "null" : value);
    }
  }

  private CounterexampleSearch(Side keeping, Side losing, List<Atom> conditions) {
    this.keeping = keeping;
    this.losing = losing;
    for (Atom atom : conditions) {
      values
          .computeIfAbsent(atom.selector(), _ -> new LinkedHashSet<>())
          .addAll(values(atom.claim()));
    }
    values.values().forEach(some -> some.addAll(List.of("something else", Selector.ABSENT)));
  }

  /** Values that satisfy a claim, or fail to by little. */
  private static List<Object> values(Claim claim) {
    return switch (claim) {
      case Claim.Absent _ -> List.of();
      case Claim.Is is -> List.of(is.value());
      case Compare(_, Regex regex) -> List.of(regex.letters());
      case Compare(_, Decimal(_, BigDecimal number)) ->
          List.of(number, number.add(BigDecimal.ONE), number.subtract(BigDecimal.ONE));
      case Compare(_, Glob glob) -> {
        String body = glob.body();
        yield List.of(address(body), body, body + "-x", "x-" + body, "x-" + body + "-x");
      }
    };
  }

  /** Of the prefix of an address, an address of that network. */
  private static String address(String text) {
    int parts = text.split("\\.", -1).length - 1;
    return ADDRESS_PREFIX.matcher(text).matches() ? text + "7.".repeat(3 - parts) + "7" : text;
  }

  /** An event that is missed matters more than one that is noise. */
  static Optional<Counterexample> find(Difference difference, List<Example> examples) {
    Side desired = difference.desired();
    Side observed = difference.observed();
    // The conditions that only one of the two has make the difference.
    List<Atom> ours = desired.pattern().expression().atoms().toList();
    List<Atom> theirs = observed.pattern().expression().atoms().toList();
    List<Atom> conditions = new ArrayList<>(theirs);
    conditions.removeAll(ours);
    conditions.addAll(ours);
    conditions.addAll(theirs);
    return new CounterexampleSearch(desired, observed, conditions)
        .find(examples, difference.missing())
        .map(it -> new Counterexample(it.name(), it.event(), true))
        .or(
            () ->
                new CounterexampleSearch(observed, desired, conditions)
                    .find(examples, difference.added())
                    .map(it -> new Counterexample(it.name(), it.event(), false)));
  }

  /** First one of the examples, then one of them with a field changed, then one from nothing. */
  private Optional<Example> find(List<Example> examples, List<Alternative> uncovered) {
    if (uncovered.isEmpty()) {
      return Optional.empty();
    }
    return examples.stream()
        .filter(it -> isShown(it.event()))
        .findFirst()
        .or(() -> examples.stream().flatMap(this::changed).findFirst())
        .or(() -> fromNothing(uncovered));
  }

  private Stream<Example> changed(Example example) {
    return changes(example.event(), this::isShown)
        .map(it -> new Example(example.name() + ", " + it.words(), it.event()));
  }

  /** The event with one field changed, where it then is as it should be. */
  private Stream<Change> changes(
      Map<String, ? extends @Nullable Object> event,
      Predicate<Map<String, ? extends @Nullable Object>> wanted) {
    return values.keySet().stream().flatMap(field -> changes(event, field, wanted));
  }

  private Stream<Change> changes(
      Map<String, ? extends @Nullable Object> event,
      Selector field,
      Predicate<Map<String, ? extends @Nullable Object>> wanted) {
    return values.getOrDefault(field, Set.of()).stream()
        .takeWhile(_ -> !work.isSpent())
        .map(it -> new Change(field, it, field.put(event, it)))
        .filter(it -> wanted.test(it.event()));
  }

  private boolean isShown(Map<String, ? extends @Nullable Object> event) {
    return isKept(event) && !matches(losing.pattern().expression(), event);
  }

  private boolean isKept(Map<String, ? extends @Nullable Object> event) {
    return matches(keeping.pattern().expression(), event);
  }

  /** Nothing matches when the work is spent, so that the search ends. */
  private boolean matches(Expression expression, Map<String, ? extends @Nullable Object> event) {
    return expression.matches(event, false, work) && !work.isSpent();
  }

  /** Satisfies one alternative, then changes fields until the other pattern lets go. */
  private Optional<Example> fromNothing(List<Alternative> uncovered) {
    if (uncovered.size() > MAX_ALTERNATIVES
        || losing.form().alternatives().size() > MAX_ALTERNATIVES) {
      return Optional.empty();
    }
    for (Alternative alternative : uncovered) {
      Optional<Map<String, @Nullable Object>> event = satisfying(alternative);
      while (event.isPresent() && !work.isSpent()) {
        if (isShown(event.get())) {
          return Optional.of(new Example("", event.get()));
        }
        Map<String, @Nullable Object> before = event.get();
        long matching = matching(before);
        event =
            changes(before, it -> isKept(it) && matching(it) < matching)
                .map(Change::event)
                .findFirst();
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, @Nullable Object>> satisfying(Alternative alternative) {
    Optional<Map<String, @Nullable Object>> event = Optional.of(Map.of());
    for (Selector field : values.keySet()) {
      List<Atom> conditions =
          alternative.atoms().stream().filter(it -> it.selector().equals(field)).toList();
      if (!conditions.isEmpty()) {
        event =
            event.flatMap(
                before ->
                    changes(before, field, it -> conditions.stream().allMatch(c -> matches(c, it)))
                        .map(Change::event)
                        .findFirst());
      }
    }
    return event;
  }

  /** How many alternatives of the other pattern still match. */
  private long matching(Map<String, ? extends @Nullable Object> event) {
    return losing.form().alternatives().stream()
        .filter(it -> it.atoms().stream().allMatch(atom -> matches(atom, event)))
        .count();
  }
}
