package dev.alarmkeeper.chain;

import java.util.function.BiFunction;

/**
 * Who can put a drifted field right.
 *
 * @param <T> the record whose field it is
 */
public sealed interface Cure<T> {
  /** alarmkeeper writes the desired value. */
  record Write<T>() implements Cure<T> {}

  /**
   * A person has to act.
   *
   * @param advice what to do, in one sentence
   * @param command the exact command, made from the desired and the observed record
   */
  record Person<T>(String advice, BiFunction<T, T, String> command) implements Cure<T> {}

  /** It settles by itself, or in a later run. */
  record Time<T>(String advice) implements Cure<T> {}
}
