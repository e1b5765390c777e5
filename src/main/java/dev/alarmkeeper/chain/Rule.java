package dev.alarmkeeper.chain;

import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of sameness: one field, which differences in it are harmless, and what the
 * rest does to the chain. One row is one way of tampering.
 *
 * @param field the field's name in words
 * @param of reads the field
 * @param harmless whether the observed value (second) serves as well as the desired one (first)
 * @param why what a harmful difference does, from the desired and the observed value
 * @param severity how much it takes from the chain
 * @param cure who can put it right
 * @param <T> the record
 * @param <V> the field
 */
public record Rule<T, V>(
    String field,
    Function<T, V> of,
    BiPredicate<V, V> harmless,
    BiFunction<V, V, Reason> why,
    Severity severity,
    Cure<T> cure) {

  /** A harmful difference, and the row that found it. */
  public record Drift<T>(Rule<T, ?> rule, Difference difference) {}

  /** A row that alarmkeeper repairs. */
  static <T, V> Rule<T, V> written(
      Severity severity, String field, Function<T, V> of, BiPredicate<V, V> harmless, String why) {
    Reason reason = Reason.of(why);
    return new Rule<>(field, of, harmless, (_, _) -> reason, severity, new Cure.Write<>());
  }

  /** A row that a person repairs. */
  static <T, V> Rule<T, V> asked(
      Severity severity,
      String field,
      Function<T, V> of,
      BiPredicate<V, V> harmless,
      String why,
      Cure<T> cure) {
    Reason reason = Reason.of(why);
    return new Rule<>(field, of, harmless, (_, _) -> reason, severity, cure);
  }

  /** The harmful differences of a whole table, in the table's order. */
  public static <T> List<Drift<T>> differences(List<Rule<T, ?>> table, T desired, T observed) {
    List<Drift<T>> drifts = new ArrayList<>();
    for (Rule<T, ?> rule : table) {
      rule.check(desired, observed).ifPresent(found -> drifts.add(new Drift<>(rule, found)));
    }
    return List.copyOf(drifts);
  }

  private Optional<Difference> check(T desired, T observed) {
    V wanted = of.apply(desired);
    V found = of.apply(observed);
    if (harmless.test(wanted, found)) {
      return Optional.empty();
    }
    Reason reason = why.apply(wanted, found);
    return Optional.of(
        new Difference(field, shown(wanted), shown(found), reason.words(), reason.example()));
  }

  private static String shown(Object value) {
    @Nullable Object content =
        value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return switch (content) {
      case null -> "none";
      case Duration duration -> duration.toSeconds() + " s"; // as CloudWatch says it
      default -> UntrustedText.safe(content.toString(), UntrustedText.LONG);
    };
  }
}
