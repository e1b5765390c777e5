package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.Faults;

/** What can happen to one call, and what the caller can know of it. */
@SuppressWarnings("ImmutableEnumChecker") // set once, and then only read
enum Trouble {
  THROTTLED,
  FAILED,
  FAILED_AFTER_EFFECT,
  TIMED_OUT,
  TIMED_OUT_AFTER_EFFECT,
  DENIED,
  MALFORMED,
  /** To a caller it is what AWS says of what is not there. */
  NOT_FOUND,
  /** To a caller it is an answer like any other. */
  EMPTY,
  /** The same. */
  STALE;

  /** Whether the caller gets an error. */
  boolean isVisible(boolean write) {
    return switch (this) {
      case THROTTLED, FAILED, FAILED_AFTER_EFFECT, TIMED_OUT, TIMED_OUT_AFTER_EFFECT, DENIED ->
          true;
      // Where nothing is asked for but the effect, the SDK does not look into the answer.
      case MALFORMED -> !write;
      case NOT_FOUND, EMPTY, STALE -> false;
    };
  }

  /** Whether the caller gets an error after which the same call may succeed soon. */
  boolean isPassing() {
    return switch (this) {
      case THROTTLED, FAILED, FAILED_AFTER_EFFECT, TIMED_OUT, TIMED_OUT_AFTER_EFFECT, MALFORMED ->
          true;
      case DENIED, NOT_FOUND, EMPTY, STALE -> false;
    };
  }

  /** Whether the caller waits in vain. */
  boolean isSilent() {
    return this == TIMED_OUT || this == TIMED_OUT_AFTER_EFFECT;
  }

  /** Whether there is such a thing: a read has no effect, and a write is never stale. */
  boolean concerns(boolean write) {
    return switch (this) {
      case FAILED_AFTER_EFFECT, TIMED_OUT_AFTER_EFFECT -> write;
      case STALE -> !write;
      case THROTTLED, FAILED, TIMED_OUT, DENIED, MALFORMED, NOT_FOUND, EMPTY -> true;
    };
  }

  void hit(Faults.When calls) {
    switch (this) {
      case THROTTLED -> calls.throttle();
      case FAILED -> calls.fail();
      case FAILED_AFTER_EFFECT -> calls.failAfterEffect();
      case TIMED_OUT -> calls.timeOutBeforeEffect();
      case TIMED_OUT_AFTER_EFFECT -> calls.timeOutAfterEffect();
      case DENIED -> calls.deny();
      case MALFORMED -> calls.malformedAnswer();
      case NOT_FOUND -> calls.notFound();
      case EMPTY -> calls.emptyAnswer();
      case STALE -> calls.staleRead();
    }
  }
}
