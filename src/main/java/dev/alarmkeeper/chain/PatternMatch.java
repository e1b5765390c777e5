package dev.alarmkeeper.chain;

/** When two filter patterns count as the same. */
public enum PatternMatch {
  /** When they match the same events. */
  MEANING,
  /** When they are the same text: for auditors who compare strings. */
  EXACT
}
