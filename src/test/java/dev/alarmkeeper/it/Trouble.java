package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.Faults;
import java.util.function.Consumer;

/** What can happen to one call, and what the caller can know of it. */
@SuppressWarnings("ImmutableEnumChecker") // set once, and then only read
enum Trouble {
  THROTTLED(true, true, Faults.When::throttle),
  FAILED(true, true, Faults.When::fail),
  FAILED_AFTER_EFFECT(true, true, Faults.When::failAfterEffect),
  TIMED_OUT(true, true, Faults.When::timeOutBeforeEffect),
  TIMED_OUT_AFTER_EFFECT(true, true, Faults.When::timeOutAfterEffect),
  DENIED(true, false, Faults.When::deny),
  /** Where nothing is asked for but the effect, the SDK does not look into the answer. */
  MALFORMED(true, true, Faults.When::malformedAnswer),
  /** To a caller it is what AWS says of what is not there. */
  NOT_FOUND(false, false, Faults.When::notFound),
  /** To a caller it is an answer like any other. */
  EMPTY(false, false, Faults.When::emptyAnswer),
  /** The same. */
  STALE(false, false, Faults.When::staleRead);

  private final boolean visible;
  private final boolean passing;
  private final Consumer<Faults.When> fault;

  Trouble(boolean visible, boolean passing, Consumer<Faults.When> fault) {
    this.visible = visible;
    this.passing = passing;
    this.fault = fault;
  }

  /** Whether the caller gets an error. */
  boolean isVisible(boolean write) {
    return visible && !(write && this == MALFORMED);
  }

  /** Whether the same call may succeed soon. */
  boolean isPassing() {
    return passing;
  }

  /** Whether the caller waits in vain. */
  boolean isSilent() {
    return this == TIMED_OUT || this == TIMED_OUT_AFTER_EFFECT;
  }

  /** Whether it is something else to a call that changes nothing. */
  boolean concerns(boolean write) {
    return switch (this) {
      case FAILED_AFTER_EFFECT, TIMED_OUT_AFTER_EFFECT -> write;
      case STALE -> !write;
      case THROTTLED, FAILED, TIMED_OUT, DENIED, MALFORMED, NOT_FOUND, EMPTY -> true;
    };
  }

  void hit(Faults.When calls) {
    fault.accept(calls);
  }
}
