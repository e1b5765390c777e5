package dev.alarmkeeper.control;

/**
 * What happens where an account has a whole chain for a control already and no override names it.
 */
public enum OnTwin {
  /** A person is asked whether to adopt it, and it is watched meanwhile. */
  ASK,
  /** alarmkeeper makes its own filter and alarm beside it. */
  DOUBLE
}
