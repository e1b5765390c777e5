package dev.alarmkeeper.lambda;

import dev.alarmkeeper.text.UntrustedText;

/**
 * The event is not one that alarmkeeper knows; the message says what, where and what to send. It is
 * safe to print, whatever the event says.
 */
public final class EventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventException(String message) {
    super(UntrustedText.safe("event: " + message, UntrustedText.LONG));
  }
}
