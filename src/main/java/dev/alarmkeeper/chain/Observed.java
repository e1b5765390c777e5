package dev.alarmkeeper.chain;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a look at AWS told about one thing: it is there, it is not there, or we do not know. Not
 * knowing never leads to a create, nor to "compliant".
 *
 * @param <T> the thing looked for
 */
public sealed interface Observed<T> {
  /** It is there, and this is how AWS describes it. */
  record Present<T>(T state) implements Observed<T> {}

  /** It is not there: a complete listing, or AWS's own "not found", said so. */
  record Absent<T>() implements Observed<T> {}

  /**
   * It could not be read.
   *
   * @param reason operation, resource and cause, with what to do about it
   * @param retryable whether the same read may succeed soon without anybody changing anything
   */
  record Unreadable<T>(String reason, boolean retryable) implements Observed<T> {}

  /** Looks one thing up in a listing. A listing that could not be read says nothing about it. */
  static <T> Observed<T> in(Observed<List<T>> listing, Predicate<? super T> isIt) {
    return listing.flatMap(
        all ->
            all.stream()
                .filter(isIt)
                .findFirst()
                .<Observed<T>>map(Present::new)
                .orElseGet(Absent::new));
  }

  /** Derives one observation from another; absence and ignorance pass through. */
  default <R> Observed<R> flatMap(Function<? super T, Observed<R>> then) {
    return switch (this) {
      case Present<T>(T state) -> then.apply(state);
      case Absent<T>() -> new Absent<>();
      case Unreadable<T>(String reason, boolean retryable) -> new Unreadable<>(reason, retryable);
    };
  }
}
