package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.FilterPattern.Json;
import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches an event on which two patterns disagree. What is found is true, because both patterns
 * are asked; what is not found may exist.
 */
final class Disagreement {
  private static final int WORK = 100_000;
  private static final int MAX_ALTERNATIVES = 64;
  private static final Pattern ADDRESS_PREFIX = Pattern.compile("(?:[0-9]{1,3}\\.){1,3}");

  private final Json desired;
  private final Json observed;
  private final NormalForm wanted;
  private final NormalForm found;
  private final Coverage forth;
  private final Coverage back;

  /** By selector, values that make its conditions true or false. */
  private final Map<Selector, Set<Object>> values = new LinkedHashMap<>();

  private Work work = new Work(WORK);

  Disagreement(
      Json desired,
      Json observed,
      NormalForm wanted,
      NormalForm found,
      Coverage forth,
      Coverage back) {
    this.desired = desired;
    this.observed = observed;
    this.wanted = wanted;
    this.found = found;
    this.forth = forth;
    this.back = back;
  }

  Optional<Counterexample> find(Relation relation, List<Example> examples) {
    work = new Work(WORK);
    // The conditions that only one of the two has make the difference.
    List<Atom> atoms = new ArrayList<>(found.atoms());
    atoms.removeAll(wanted.atoms());
    Stream.of(atoms, wanted.atoms(), found.atoms())
        .flatMap(List::stream)
        .forEach(
            atom ->
                values
                    .computeIfAbsent(atom.selector(), _ -> new LinkedHashSet<>())
                    .addAll(values(atom.claim())));
    values.values().forEach(some -> some.addAll(List.of("something else", Selector.ABSENT)));
    // An event that is missed matters more than one that is noise.
    Optional<Counterexample> missed =
        relation == Relation.BROADER
            ? Optional.empty()
            : find(true, examples, wanted, forth.uncovered(), found);
    return missed.isPresent() || relation == Relation.NARROWER
        ? missed
        : find(false, examples, found, back.uncovered(), wanted);
  }

  private Optional<Counterexample> find(
      boolean missed,
      List<Example> examples,
      NormalForm keeping,
      List<Alternative> uncovered,
      NormalForm losing) {
    for (Example example : examples) {
      if (isShown(example.event(), missed)) {
        return Optional.of(new Counterexample(example.name(), example.event(), missed));
      }
    }
    for (Example example : examples) {
      Optional<Counterexample> changed = oneFieldChanged(example, missed);
      if (changed.isPresent()) {
        return changed;
      }
    }
    return uncovered.size() > MAX_ALTERNATIVES || losing.alternatives().size() > MAX_ALTERNATIVES
        ? Optional.empty()
        : synthesised(keeping, uncovered, losing, missed);
  }

  private boolean isShown(Map<String, ? extends @Nullable Object> event, boolean missed) {
    Json keeps = missed ? desired : observed;
    Json loses = missed ? observed : desired;
    return matches(keeps.expression(), event) && !matches(loses.expression(), event);
  }

  /** Nothing matches when the work is spent, so that the search ends. */
  private boolean matches(Expression expression, Map<String, ? extends @Nullable Object> event) {
    return expression.truth(event, work) == Truth.YES && !work.isSpent();
  }

  private Optional<Counterexample> oneFieldChanged(Example example, boolean missed) {
    for (Map.Entry<Selector, Set<Object>> field : values.entrySet()) {
      for (Object value : field.getValue()) {
        if (work.isSpent()) {
          return Optional.empty();
        }
        Map<String, @Nullable Object> event = field.getKey().put(example.event(), value);
        if (isShown(event, missed)) {
          String what =
              example.name()
                  + (value.equals(Selector.ABSENT)
                      ? ", without " + field.getKey().text()
                      : ", with " + field.getKey().text() + " " + shown(value));
          return Optional.of(new Counterexample(what, event, missed));
        }
      }
    }
    return Optional.empty();
  }

  private static String shown(Object value) {
    return value.equals(Selector.NULL) ? "null" : value.toString();
  }

  /** From nothing: satisfies one alternative, then changes fields until the other lets go. */
  private Optional<Counterexample> synthesised(
      NormalForm keeping, List<Alternative> uncovered, NormalForm losing, boolean missed) {
    for (Alternative alternative : uncovered) {
      Optional<Map<String, @Nullable Object>> event = satisfying(keeping.atoms(alternative));
      while (event.isPresent() && !work.isSpent()) {
        if (isShown(event.get(), missed)) {
          return Optional.of(new Counterexample("", event.get(), missed));
        }
        event = improved(event.get(), losing, missed);
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, @Nullable Object>> satisfying(List<Atom> atoms) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    for (Map.Entry<Selector, Set<Object>> field : values.entrySet()) {
      List<Atom> conditions =
          atoms.stream().filter(it -> it.selector().equals(field.getKey())).toList();
      if (conditions.isEmpty()) {
        continue;
      }
      Optional<Map<String, @Nullable Object>> next = Optional.empty();
      for (Object value : field.getValue()) {
        Map<String, @Nullable Object> changed = field.getKey().put(event, value);
        if (conditions.stream().allMatch(it -> matches(it, changed))) {
          next = Optional.of(changed);
          break;
        }
      }
      if (next.isEmpty()) {
        return Optional.empty();
      }
      event = next.get();
    }
    return Optional.of(event);
  }

  /** Changes one field so that fewer alternatives of the other pattern match. */
  private Optional<Map<String, @Nullable Object>> improved(
      Map<String, @Nullable Object> event, NormalForm losing, boolean missed) {
    Json keeps = missed ? desired : observed;
    long matching = matching(losing, event);
    for (Map.Entry<Selector, Set<Object>> field : values.entrySet()) {
      for (Object value : field.getValue()) {
        Map<String, @Nullable Object> changed = field.getKey().put(event, value);
        if (matches(keeps.expression(), changed) && matching(losing, changed) < matching) {
          return Optional.of(changed);
        }
      }
    }
    return Optional.empty();
  }

  private long matching(NormalForm form, Map<String, @Nullable Object> event) {
    return form.alternatives().stream()
        .filter(it -> form.atoms(it).stream().allMatch(atom -> matches(atom, event)))
        .count();
  }

  private static List<Object> values(Claim claim) {
    return switch (claim) {
      case Claim.Absent _ -> List.of();
      case Claim.Is is -> List.of(is.value());
      case Claim.Text(_, Glob glob) -> {
        String body = glob.body();
        String address = ADDRESS_PREFIX.matcher(body).matches() ? address(body) : body;
        yield List.of(address, body, body + "-x", "x-" + body, "x-" + body + "-x");
      }
      case Claim.Matching(_, Regex regex) -> List.of(regex.text().replaceAll("[\\\\^$?*+]", ""));
      case Claim.Numeric(_, _, BigDecimal number) ->
          List.of(number, number.add(BigDecimal.ONE), number.subtract(BigDecimal.ONE));
    };
  }

  /** An address of the network that such a prefix means. */
  private static String address(String prefix) {
    int parts = prefix.split("\\.", -1).length - 1;
    return prefix + "7.".repeat(3 - parts) + "7";
  }
}
