package dev.alarmkeeper.runtime;

/** The function has ended; the message is its init error, or else its log. */
public final class EndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndedException(String message) {
    super(message);
  }
}
