package dev.alarmkeeper.policy;

import dev.alarmkeeper.policy.Fact.Flag;
import dev.alarmkeeper.policy.Fact.Name;
import dev.alarmkeeper.policy.Fact.Text;
import dev.alarmkeeper.policy.Fact.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How a value of a policy is compared with the request's, by type. What IAM's documentation does
 * not describe for the type is unknown, and so is what holds a variable.
 */
final class PolicyValues {
  /** Compares one value of the policy with the request's. */
  interface Comparison {
    Answer of(String wanted, Fact found);
  }

  private static final int ARN_PARTS = 6;

  /** Our clock is not AWS's, and an alarm goes off a little later than we look. */
  private static final Duration SOON = Duration.ofMinutes(15);

  private PolicyValues() {}

  static Comparison text(BiPredicate<String, String> compare) {
    return (wanted, found) ->
        switch (found) {
          case Fact _ when Wildcards.hasVariable(wanted) -> Answer.UNKNOWN;
          case Text(String value) -> Answer.of(compare.test(wanted, value));
          case Name(String value) -> Answer.of(compare.test(wanted, value));
          case Fact _ -> Answer.UNKNOWN;
        };
  }

  /**
   * Each of the six components is compared apart, so that {@code *} crosses no colon. What a value
   * of fewer components says is not documented.
   */
  static Answer arn(String wanted, Fact found) {
    String[] forms = wanted.split(":", ARN_PARTS);
    if (!(found instanceof Name(String name))
        || Wildcards.hasVariable(wanted)
        || forms.length < ARN_PARTS
        || !forms[0].equals("arn")) {
      return Answer.UNKNOWN;
    }
    String[] parts = name.split(":", ARN_PARTS);
    return Answer.of(
        IntStream.range(0, ARN_PARTS).allMatch(it -> Wildcards.match(forms[it], parts[it])));
  }

  static Answer flag(String wanted, Fact found) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "true" -> found instanceof Flag(boolean value) ? Answer.of(value) : Answer.UNKNOWN;
      case "false" -> found instanceof Flag(boolean value) ? Answer.of(!value) : Answer.UNKNOWN;
      default -> Answer.UNKNOWN;
    };
  }

  /**
   * Compares times.
   *
   * @param holds whether the order of the request's time to the policy's, as comparators tell it,
   *     is the wanted one
   */
  static Comparison time(IntPredicate holds) {
    return (wanted, found) ->
        found instanceof Time(Instant now)
            ? instant(wanted)
                .filter(it -> Duration.between(it, now).abs().compareTo(SOON) > 0)
                .map(it -> Answer.of(holds.test(now.compareTo(it))))
                .orElse(Answer.UNKNOWN)
            : Answer.UNKNOWN;
  }

  /** The forms of a date that leave no doubt: a day, a time with its zone, seconds since 1970. */
  private static Optional<Instant> instant(String text) {
    try {
      if (text.matches("\\d{10}")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      return Optional.of(
          text.matches("\\d{4}-\\d\\d-\\d\\d")
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
