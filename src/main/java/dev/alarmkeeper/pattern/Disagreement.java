package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.FilterPattern.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches an event on which two patterns disagree: it satisfies one alternative of the one, and
 * then changes field by field until the other pattern lets go of it. What is found is true, because
 * both patterns are asked; what is not found may exist.
 */
final class Disagreement {
  private static final int MAX_ALTERNATIVES = 64;
  private static final int MAX_EVENTS = 500;

  private final Vocabulary vocabulary;
  private final Json desired;
  private final Json observed;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private int events;

  /** A selector of the two patterns, and values that make its conditions true or false. */
  private record Field(Selector selector, List<Object> values) {}

  Disagreement(Vocabulary vocabulary, Json desired, Json observed) {
    this.vocabulary = vocabulary;
    this.desired = desired;
    this.observed = observed;
    for (Atom atom : vocabulary.atoms()) {
      fields
          .computeIfAbsent(
              atom.selector().text(), _ -> new Field(atom.selector(), new ArrayList<>()))
          .values()
          .addAll(samples(atom.claim()));
    }
    for (Field field : fields.values()) {
      field.values().add("something else");
      field.values().add(EventBuilder.ABSENT);
    }
  }

  Optional<Counterexample> find(List<Bits> wanted, List<Bits> found) {
    if (wanted.size() > MAX_ALTERNATIVES || found.size() > MAX_ALTERNATIVES) {
      return Optional.empty();
    }
    // An event that is missed matters more than one that is noise.
    return find(wanted, found, true).or(() -> find(found, wanted, false));
  }

  private Optional<Counterexample> find(
      List<Bits> these, List<Bits> those, boolean desiredMatches) {
    for (Bits alternative : these) {
      if (!Comparison.isCovered(alternative, those)) {
        EventBuilder event = satisfy(vocabulary.essence(alternative));
        if (event != null && search(event, those, desiredMatches)) {
          return Optional.of(new Counterexample(event.event(), desiredMatches));
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable EventBuilder satisfy(List<Atom> atoms) {
    EventBuilder event = new EventBuilder();
    for (Field field : fields.values()) {
      List<Atom> conditions =
          atoms.stream()
              .filter(atom -> atom.selector().text().equals(field.selector().text()))
              .toList();
      if (!conditions.isEmpty()
          && field.values().stream()
              .noneMatch(
                  value -> {
                    event.set(field.selector(), value);
                    return conditions.stream().allMatch(atom -> atom.matches(event.event()));
                  })) {
        return null;
      }
    }
    return event;
  }

  /** Changes the event until the other pattern does not match it; false if that is not achieved. */
  private boolean search(EventBuilder event, List<Bits> those, boolean desiredMatches) {
    Json keeps = desiredMatches ? desired : observed;
    Json loses = desiredMatches ? observed : desired;
    if (!keeps.matches(event.event())) {
      return false;
    }
    boolean better = true;
    while (better && loses.matches(event.event())) {
      better = improve(event, keeps, those);
    }
    return keeps.matches(event.event()) && !loses.matches(event.event());
  }

  /** Changes one field so that fewer alternatives match. */
  private boolean improve(EventBuilder event, Json keeps, List<Bits> those) {
    int matching = matching(those, event);
    for (Field field : fields.values()) {
      Object before = event.get(field.selector());
      for (Object value : field.values()) {
        event.set(field.selector(), value);
        if (++events > MAX_EVENTS) {
          return false;
        }
        if (keeps.matches(event.event()) && matching(those, event) < matching) {
          return true;
        }
      }
      event.set(field.selector(), before);
    }
    return false;
  }

  private int matching(List<Bits> alternatives, EventBuilder event) {
    int count = 0;
    for (Bits alternative : alternatives) {
      if (vocabulary.essence(alternative).stream().allMatch(atom -> atom.matches(event.event()))) {
        count++;
      }
    }
    return count;
  }

  private static List<Object> samples(Claim claim) {
    return switch (claim) {
      case Claim.Absent _ -> List.of();
      case Claim.Is is -> List.of(is.value());
      case Claim.Text(_, Glob glob) -> {
        String body = glob.body();
        yield List.of(body, body + "-x", "x-" + body, "x-" + body + "-x");
      }
      case Claim.Matching(_, Regex regex) -> List.of(regex.sample());
      case Claim.Numeric(_, BigDecimal number) ->
          List.of(number, number.add(BigDecimal.ONE), number.subtract(BigDecimal.ONE));
    };
  }
}
