package dev.alarmkeeper.runtime;

/** What became of one invocation. */
public sealed interface Answer {
  /** The function returned this JSON. */
  record Returned(String json) implements Answer {}

  /**
   * The function threw.
   *
   * @param type the exception's class name
   */
  record Threw(String type, String message) implements Answer {}
}
