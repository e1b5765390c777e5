package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Arn;
import org.jspecify.annotations.Nullable;

/** AWS answered in a form that its documentation does not describe. */
final class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }

  /** The value, which AWS always sends. */
  static <T> T require(@Nullable T value, String field) {
    if (value == null) {
      throw new MalformedAnswerException("the answer has no " + field);
    }
    return value;
  }

  /** The ARN that AWS sent. */
  static Arn arn(String text) {
    try {
      return Arn.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedAnswerException(String.valueOf(malformed.getMessage()));
    }
  }
}
