package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a trail records and delivers. Source: CloudTrail API, GetTrailStatus.
 *
 * @param trail whose status it is
 * @param deliveryError why the last delivery to the log group failed, if it did
 * @param silence how long ago it last delivered to the log group; empty if it never did
 * @param running since how long it logs; empty where CloudTrail does not say
 */
public record TrailStatus(
    Trail trail,
    boolean logging,
    Optional<String> deliveryError,
    Optional<Duration> silence,
    Optional<Duration> running) {

  /** One of which CloudTrail does not say when it was started. */
  public TrailStatus(
      Trail trail, boolean logging, Optional<String> deliveryError, Optional<Duration> silence) {
    this(trail, logging, deliveryError, silence, Optional.empty());
  }

  /**
   * The longest silence of a trail that works: alarmkeeper's own scheduled reads are events, and
   * CloudTrail delivers within about five minutes on average.
   */
  public static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  /** What StartLogging puts right. */
  public static final List<Rule<TrailStatus, ?>> LOGGING =
      List.of(
          Rule.written(
              CRITICAL,
              "logging",
              TrailStatus::logging,
              Boolean::equals,
              "nothing is recorded, and no event wakes anybody"));

  /** What only a person puts right. */
  public static final List<Rule<TrailStatus, ?>> DELIVERY =
      List.of(
          Rule.asked(
              CRITICAL,
              "delivery error",
              TrailStatus::deliveryError,
              (_, observed) -> observed.isEmpty(),
              "CloudTrail cannot deliver to the log group",
              inspect("see that the trail's role exists and may create streams and put events")),
          Rule.asked(
              CRITICAL,
              "last delivery",
              TrailStatus::silence,
              (_, observed) ->
                  observed.isPresent() && observed.get().compareTo(LONGEST_SILENCE) <= 0,
              "the trail says it logs, and nothing arrives",
              inspect("see whether the trail's role, key and log group are as the trail needs")));

  /**
   * Whether it was started so lately that it need not have delivered yet, and has not since: what
   * was delivered last was delivered before it was stopped.
   */
  public boolean isYetToDeliver() {
    return logging
        && running.isPresent()
        && running.get().compareTo(LONGEST_SILENCE) <= 0
        && (silence.isEmpty() || silence.get().compareTo(LONGEST_SILENCE) > 0);
  }

  /** The same, as if it had delivered all the while. */
  public TrailStatus delivering() {
    return new TrailStatus(trail, logging, deliveryError, Optional.of(Duration.ZERO), running);
  }

  private static Cure<TrailStatus> inspect(String advice) {
    return new Cure.Person<>(
        advice, (_, status) -> "aws cloudtrail get-trail-status" + status.trail().named());
  }
}
