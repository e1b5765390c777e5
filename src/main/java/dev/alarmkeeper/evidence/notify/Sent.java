package dev.alarmkeeper.evidence.notify;

/** How it ended to send something. */
public sealed interface Sent {
  /** It was taken. */
  record Done() implements Sent {}

  /**
   * It will go on being refused until a person changes something.
   *
   * @param advice what was refused, why, and what to do
   */
  record Refused(String advice) implements Sent {}

  /**
   * It did not work this time.
   *
   * @param why what failed, and how
   * @param retryable whether the same may succeed soon
   */
  record Failed(String why, boolean retryable) implements Sent {}
}
