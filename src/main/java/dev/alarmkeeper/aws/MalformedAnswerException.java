package dev.alarmkeeper.aws;

import java.util.List;
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

  /**
   * The list, which AWS always sends, if only an empty one: without it, nothing is known to be
   * absent.
   *
   * @param sent whether the answer had it; the SDK reads one that is missing as empty
   */
  static <T> List<T> listed(boolean sent, List<T> list, String field) {
    if (!sent) {
      throw new MalformedAnswerException("the answer has no " + field);
    }
    return list;
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
