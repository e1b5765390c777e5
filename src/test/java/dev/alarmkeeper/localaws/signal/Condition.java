package dev.alarmkeeper.localaws.signal;

import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition operator with its set qualifier and its suffix. <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 * Condition operators</a> and <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">
 * set operators</a>.
 */
final class Condition {
  private static final String IF_EXISTS = "IfExists";
  private static final String ALL = "ForAllValues:";
  private static final String ANY = "ForAnyValue:";

  /** What the value of the policy and the value of the call must be to each other. */
  private static final Map<String, BiPredicate<String, String>> OPERATORS =
      Map.ofEntries(
          Map.entry("StringEquals", String::equals),
          Map.entry("StringEqualsIgnoreCase", String::equalsIgnoreCase),
          Map.entry("StringLike", (glob, text) -> Permissions.like(glob, text, false)),
          Map.entry("ArnEquals", Condition::arnLike),
          Map.entry("ArnLike", Condition::arnLike),
          Map.entry("Bool", String::equalsIgnoreCase),
          Map.entry("BinaryEquals", String::equals),
          Map.entry("IpAddress", Condition::inRange),
          Map.entry("NumericEquals", (policy, call) -> numbers(policy, call, 0, 0)),
          Map.entry("NumericLessThan", (policy, call) -> numbers(policy, call, -1, -1)),
          Map.entry("NumericLessThanEquals", (policy, call) -> numbers(policy, call, -1, 0)),
          Map.entry("NumericGreaterThan", (policy, call) -> numbers(policy, call, 1, 1)),
          Map.entry("NumericGreaterThanEquals", (policy, call) -> numbers(policy, call, 0, 1)),
          Map.entry("DateEquals", (policy, call) -> times(policy, call, 0, 0)),
          Map.entry("DateLessThan", (policy, call) -> times(policy, call, -1, -1)),
          Map.entry("DateLessThanEquals", (policy, call) -> times(policy, call, -1, 0)),
          Map.entry("DateGreaterThan", (policy, call) -> times(policy, call, 1, 1)),
          Map.entry("DateGreaterThanEquals", (policy, call) -> times(policy, call, 0, 1)));

  private static final Map<String, String> NEGATED =
      Map.of(
          "StringNotEquals", "StringEquals",
          "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase",
          "StringNotLike", "StringLike",
          "ArnNotEquals", "ArnEquals",
          "ArnNotLike", "ArnLike",
          "NotIpAddress", "IpAddress",
          "NumericNotEquals", "NumericEquals",
          "DateNotEquals", "DateEquals");

  private final String qualifier;
  private final String operator;
  private final boolean ifExists;

  private Condition(String qualifier, String operator, boolean ifExists) {
    this.qualifier = qualifier;
    this.operator = operator;
    this.ifExists = ifExists;
  }

  static Condition of(String name) {
    String qualifier = name.startsWith(ALL) ? ALL : name.startsWith(ANY) ? ANY : "";
    String rest = name.substring(qualifier.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    return new Condition(
        qualifier,
        ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest,
        ifExists);
  }

  /** Whether there is such an operator: a policy with another one is refused. */
  static boolean exists(String name) {
    String operator = of(name).operator;
    return operator.equals("Null")
        || OPERATORS.containsKey(operator)
        || NEGATED.containsKey(operator);
  }

  /** Whether a key with these values in the call, null if it is absent, meets these values. */
  boolean holds(@Nullable List<String> called, List<String> wanted) {
    if (operator.equals("Null")) {
      return wanted.contains(Boolean.toString(called == null));
    }
    boolean negated = NEGATED.containsKey(operator);
    BiPredicate<String, String> meets =
        OPERATORS.getOrDefault(NEGATED.getOrDefault(operator, operator), (_, _) -> false);
    if (called == null || called.isEmpty()) {
      return ifExists || qualifier.equals(ALL) || (negated && !qualifier.equals(ANY));
    }
    return switch (qualifier) {
      case ALL -> called.stream().allMatch(it -> negated != meetsAny(meets, it, wanted));
      case ANY -> called.stream().anyMatch(it -> negated != meetsAny(meets, it, wanted));
      default -> negated != called.stream().anyMatch(it -> meetsAny(meets, it, wanted));
    };
  }

  private static boolean meetsAny(
      BiPredicate<String, String> meets, String called, List<String> wanted) {
    return wanted.stream().anyMatch(it -> meets.test(it, called));
  }

  /** "Each of the six colon-delimited components of the ARN is checked separately." */
  private static boolean arnLike(String glob, String arn) {
    String[] wanted = glob.split(":", 6);
    String[] called = arn.split(":", 6);
    if (wanted.length != 6 || called.length != 6) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!Permissions.like(wanted[i], called[i], false)) {
        return false;
      }
    }
    return true;
  }

  private static boolean numbers(String policy, String call, int least, int most) {
    try {
      return between(
          Double.compare(Double.parseDouble(call), Double.parseDouble(policy)), least, most);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean times(String policy, String call, int least, int most) {
    return time(policy)
        .flatMap(wanted -> time(call).map(called -> between(called.compareTo(wanted), least, most)))
        .orElse(false);
  }

  private static boolean between(int order, int least, int most) {
    return Integer.signum(order) >= least && Integer.signum(order) <= most;
  }

  /** A W3C date, or seconds since 1970. */
  private static Optional<Instant> time(String text) {
    try {
      if (text.matches("\\d+")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static boolean inRange(String range, String address) {
    String[] parts = range.split("/", 2);
    byte[] wanted = InetAddress.ofLiteral(parts[0]).getAddress();
    byte[] called = InetAddress.ofLiteral(address).getAddress();
    if (wanted.length != called.length) {
      return false;
    }
    int bits = wanted.length * Byte.SIZE;
    int free = parts.length == 2 ? bits - Integer.parseInt(parts[1]) : 0;
    return new BigInteger(1, wanted)
        .shiftRight(free)
        .equals(new BigInteger(1, called).shiftRight(free));
  }
}
