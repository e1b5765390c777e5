package dev.alarmkeeper.chain;

import dev.alarmkeeper.pattern.Counterexample;
import java.util.Optional;

/**
 * What a harmful difference does to the chain.
 *
 * @param words one sentence
 * @param example an event that shows it, where the difference is one of patterns
 */
public record Reason(String words, Optional<Counterexample> example) {
  /** A reason that needs no example. */
  static Reason of(String words) {
    return new Reason(words, Optional.empty());
  }
}
