package dev.alarmkeeper.reconcile;

/** How a repair ended. */
public sealed interface Outcome {
  /** AWS took the write, or it had been made already. */
  record Done() implements Outcome {}

  /**
   * AWS will go on refusing it until a person changes something.
   *
   * @param advice what was refused, why, and what to do
   */
  record Refused(String advice) implements Outcome {}

  /**
   * It did not work this time.
   *
   * @param why what failed, and how
   * @param retryable whether the same write may succeed soon
   */
  record Failed(String why, boolean retryable) implements Outcome {}

  /** The run ended before its turn; the next run makes it. */
  record NotReached() implements Outcome {}
}
