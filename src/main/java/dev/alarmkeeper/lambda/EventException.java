package dev.alarmkeeper.lambda;

/** The event is not one that alarmkeeper knows; the message says what, where and what to send. */
public final class EventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventException(String message) {
    super("event: " + message);
  }
}
