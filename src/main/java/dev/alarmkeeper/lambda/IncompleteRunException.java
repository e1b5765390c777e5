package dev.alarmkeeper.lambda;

/** The run did not come as far as it might: it should be made again. */
public final class IncompleteRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IncompleteRunException(String message) {
    super("run incomplete: " + message);
  }
}
