package dev.alarmkeeper.chain;

import dev.alarmkeeper.pattern.Counterexample;
import java.util.Optional;

/**
 * One field that is not as it should be.
 *
 * @param field the field's name in words
 * @param desired what it should be
 * @param observed what it is; text of AWS's, made safe to print
 * @param why what the difference does to the chain
 * @param example an event that one of two patterns matches and the other does not, if one was
 *     found; parts of it are text of AWS's
 */
public record Difference(
    String field, String desired, String observed, String why, Optional<Counterexample> example) {
  /** A difference that needs no example. */
  public Difference(String field, String desired, String observed, String why) {
    this(field, desired, observed, why, Optional.empty());
  }
}
