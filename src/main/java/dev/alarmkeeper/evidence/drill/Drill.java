package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.drill.Heard.Act;
import dev.alarmkeeper.evidence.drill.Heard.Counts;
import dev.alarmkeeper.evidence.drill.Heard.History;
import dev.alarmkeeper.evidence.drill.Heard.Turn;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One drill, from the run that begins it to the run that knows how it ended. Pure: each run makes
 * the next of what it observes.
 *
 * @param id of the drill and of its event
 * @param run the run that began it, and alone may send its event
 * @param started the event's time, by our clock
 * @param after when the alarm's state had last changed before, by AWS's clock
 * @param sent whether the event was surely taken; otherwise it may have been
 * @param disturbed whether the chain was seen not to be whole meanwhile
 * @param reached when each step was reached, at the latest
 * @param ending how it ended; empty while it goes on
 * @param telling who tells people of the end
 */
public record Drill(
    String id,
    Target target,
    String run,
    Instant started,
    Instant after,
    boolean sent,
    boolean disturbed,
    Map<Step, Instant> reached,
    Optional<Ending> ending,
    Telling telling) {
  /** What an id begins with. */
  public static final String PREFIX = "alarmkeeper-drill-";

  /** A drill is given up after so long. */
  public static final Duration PATIENCE = Duration.ofMinutes(30);

  /** An alarm that stays in ALARM for longer cannot be seen to recover within a drill. */
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(25);

  /** How far clocks may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Copies the map. */
  public Drill {
    Map<Step, Instant> copy = new EnumMap<>(Step.class);
    copy.putAll(reached);
    reached = Collections.unmodifiableMap(copy);
  }

  /** How a drill ended. */
  public enum Result {
    /** It was heard, and the alarm is ready again. */
    PASSED,
    /** A link stayed silent. */
    FAILED,
    /** Nobody can say. */
    UNKNOWN
  }

  /**
   * The end of a drill.
   *
   * @param silent the first step that was not reached; empty where none is known
   * @param why in words; empty where it was heard
   */
  public record Ending(Instant at, Result result, Optional<Step> silent, String why) {}

  /**
   * Who tells people of the end, so that no other does.
   *
   * @param run the run that does; empty before one does
   * @param until when another may, should that one have died
   */
  public record Telling(boolean done, Optional<String> run, Instant until) {
    /** Longer than a run may take. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    static final Telling NOT_YET = new Telling(false, Optional.empty(), Instant.EPOCH);

    boolean isFree(Instant now) {
      return !done && !now.isBefore(until);
    }
  }

  /** One that begins: its event is not sent yet. */
  public static Drill begun(String id, Target target, String run, Instant now, Instant after) {
    return new Drill(
        id, target, run, now, after, false, false, Map.of(), Optional.empty(), Telling.NOT_YET);
  }

  /** The same, whose event was taken. */
  public Drill sending() {
    return with(true, disturbed, reached, ending, telling);
  }

  /** The same, whose event was not taken. */
  public Drill refused(String advice, Instant now) {
    return ended(Result.UNKNOWN, Optional.empty(), "the event was not taken: " + advice, now);
  }

  /** The same, over. */
  Drill ended(Result result, Optional<Step> silent, String why, Instant now) {
    return with(
        sent,
        disturbed,
        reached,
        Optional.of(new Ending(now, result, silent, UntrustedText.safe(why, UntrustedText.LONG))),
        telling);
  }

  /** The same, while the chain was not whole. */
  Drill disturbedBy(boolean isBroken) {
    return with(sent, disturbed || isBroken, reached, ending, telling);
  }

  /** The same, told to people by a run, or by none any more. */
  Drill telling(Telling by) {
    return with(sent, disturbed, reached, ending, by);
  }

  /** The same, claimed by a run that tells people of the end. */
  public Drill claimed(String by, Instant now) {
    return telling(new Telling(false, Optional.of(by), now.plus(Telling.CLAIM)));
  }

  /** The same, told. */
  public Drill told() {
    return telling(new Telling(true, Optional.empty(), Instant.EPOCH));
  }

  /** Whether it is this run that tells people of the end. */
  public boolean isToldBy(String by) {
    return ending.isPresent() && !telling.done() && telling.run().equals(Optional.of(by));
  }

  /** From the event to the topic's taking the alarm's message; empty where it did not. */
  public Optional<Duration> heardIn() {
    return Optional.ofNullable(reached.get(Step.ACTION)).map(this::since);
  }

  /** From the event to a step; empty where it was not reached. */
  public Optional<Duration> in(Step step) {
    return Optional.ofNullable(reached.get(step)).map(this::since);
  }

  /** Clocks may be apart: nothing takes less than no time. */
  private Duration since(Instant at) {
    Duration time = Duration.between(started, at);
    return time.isNegative() ? Duration.ZERO : time;
  }

  /** The steps that this drill has to reach. */
  private List<Step> way() {
    return Stream.of(Step.values())
        // SNS counts a topic's deliveries for the topic's own account.
        .filter(it -> target.isTopicHere() || it != Step.ENDPOINTS)
        .filter(it -> target.settles().compareTo(LONGEST_SETTLING) <= 0 || it != Step.RECOVERED)
        .toList();
  }

  /**
   * The same, as a run finds it: further on, or over.
   *
   * @param heard what the run read
   * @param now by our clock
   */
  Drill next(Heard heard, Instant now) {
    if (ending.isPresent()) {
      return this;
    }
    Drill further = with(sent, disturbed, reachedNow(heard, now), ending, telling);
    Optional<Ending> failure = further.failure(heard, now);
    if (failure.isPresent()) {
      return further.with(sent, disturbed, further.reached, failure, telling);
    }
    Optional<Step> missing =
        further.way().stream().filter(it -> !further.reached.containsKey(it)).findFirst();
    if (missing.isEmpty()) {
      return further.ended(Result.PASSED, Optional.empty(), "", now);
    }
    return now.isAfter(started.plus(PATIENCE))
        ? further.givenUp(missing.get(), heard, now)
        : further;
  }

  /** Who comes later than {@link #PATIENCE} still judges by what happened within it. */
  private boolean isInTime(Instant at) {
    return at.isAfter(after) && !at.isAfter(started.plus(PATIENCE).plus(SKEW));
  }

  private Map<Step, Instant> reachedNow(Heard heard, Instant now) {
    Map<Step, Instant> next = new EnumMap<>(Step.class);
    next.putAll(reached);
    turn(heard).ifPresent(it -> next.putIfAbsent(Step.ALARM, it));
    Instant alarm = next.get(Step.ALARM);
    if (alarm != null) {
      act(heard, alarm, true).ifPresent(it -> next.putIfAbsent(Step.ACTION, it.at()));
      recovery(heard, alarm).ifPresent(it -> next.putIfAbsent(Step.RECOVERED, it));
    }
    // A datapoint has the time of its minute: it was there when the alarm went off, or now.
    if (heard.datapoint() instanceof Present || alarm != null) {
      next.putIfAbsent(Step.FILTER, alarm == null ? now : alarm);
    }
    if (next.containsKey(Step.ACTION)
        && heard.counts() instanceof Present<Counts>(Counts counts)
        && counts.delivered() > 0
        && counts.failed() == 0) {
      next.putIfAbsent(Step.ENDPOINTS, now);
    }
    return next;
  }

  private Optional<Instant> turn(Heard heard) {
    return turns(heard).filter(Turn::isAlarm).map(Turn::at).filter(this::isInTime).findFirst();
  }

  private Optional<Instant> recovery(Heard heard, Instant alarm) {
    return turns(heard)
        .filter(it -> !it.isAlarm() && it.at().isAfter(alarm))
        .map(Turn::at)
        .findFirst();
  }

  private static Stream<Turn> turns(Heard heard) {
    return heard.history() instanceof Present<History>(History history)
        ? history.turns().stream()
        : Stream.empty();
  }

  private static Optional<Act> act(Heard heard, Instant alarm, boolean done) {
    return heard.history() instanceof Present<History>(History history)
        ? history.acts().stream()
            .filter(it -> it.done() == done && !it.at().isBefore(alarm))
            .findFirst()
        : Optional.empty();
  }

  /** What AWS says did not work is over at once. */
  private Optional<Ending> failure(Heard heard, Instant now) {
    Instant alarm = reached.get(Step.ALARM);
    if (alarm != null && !reached.containsKey(Step.ACTION)) {
      return act(heard, alarm, false).map(it -> silent(Step.ACTION, it.error(), now));
    }
    if (reached.containsKey(Step.ACTION)
        && target.isTopicHere()
        && !reached.containsKey(Step.ENDPOINTS)
        && heard.counts() instanceof Present<Counts>(Counts counts)
        && counts.failed() > 0) {
      return Optional.of(
          silent(
              Step.ENDPOINTS,
              "SNS counts %d failed and %d delivered"
                  .formatted(counts.failed(), counts.delivered()),
              now));
    }
    return Optional.empty();
  }

  private static Ending silent(Step step, String said, Instant now) {
    return new Ending(
        now, Result.FAILED, Optional.of(step), UntrustedText.safe(said, UntrustedText.LONG));
  }

  private Drill givenUp(Step missing, Heard heard, Instant now) {
    Optional<String> doubt = doubt(missing, heard);
    return doubt.isPresent()
        ? ended(Result.UNKNOWN, Optional.of(missing), doubt.get(), now)
        : ended(Result.FAILED, Optional.of(missing), said(missing, heard), now);
  }

  /** Why silence proves nothing; empty where it does. */
  private Optional<String> doubt(Step missing, Heard heard) {
    Observed<?> read =
        switch (missing) {
          case FILTER -> heard.datapoint();
          case ALARM, ACTION, RECOVERED -> heard.history();
          case ENDPOINTS -> heard.counts();
        };
    if (read instanceof Unreadable<?>(String reason, _)) {
      return Optional.of("it could not be read: " + reason);
    }
    if (!sent && reached.isEmpty()) {
      return Optional.of("the run that was to send the event ended before it could say so");
    }
    if (disturbed) {
      return Optional.of("the chain was changed or broken meanwhile");
    }
    boolean isUncounted =
        missing == Step.ENDPOINTS
            && !(heard.counts() instanceof Present<Counts>(Counts counts)
                && counts.published() > 0);
    return isUncounted ? Optional.of("SNS has counted nothing for the topic") : Optional.empty();
  }

  private static String said(Step missing, Heard heard) {
    return missing == Step.ENDPOINTS && heard.counts() instanceof Present<Counts>(Counts counts)
        ? "SNS counts %d published, %d delivered and %d dropped by filter policies"
            .formatted(counts.published(), counts.delivered(), counts.filtered())
        : "";
  }

  private Drill with(
      boolean isSent,
      boolean isDisturbed,
      Map<Step, Instant> steps,
      Optional<Ending> end,
      Telling by) {
    return new Drill(id, target, run, started, after, isSent, isDisturbed, steps, end, by);
  }
}
