package dev.alarmkeeper.aws;

import java.util.function.Supplier;
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

  /** What is read from an answer, such as an ARN, whose form AWS documents. */
  static <T> T documented(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (IllegalArgumentException malformed) {
      throw new MalformedAnswerException(String.valueOf(malformed.getMessage()));
    }
  }
}
