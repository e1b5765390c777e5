package dev.alarmkeeper.localaws;

/** What can go wrong with one call. */
enum Fault {
  THROTTLE,
  FAIL,
  FAIL_AFTER_EFFECT,
  TIME_OUT_BEFORE_EFFECT,
  TIME_OUT_AFTER_EFFECT,
  DENY,
  NOT_FOUND,
  MALFORMED_ANSWER,
  EMPTY_ANSWER,
  STALE_READ,
  UNKNOWN_OPERATION
}
