package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed.Unreadable;

/**
 * Whether the place is remembered, so that a trail which is redirected is a finding, and not a new
 * place.
 */
public sealed interface Pin {
  /** It is not: the settings name it, or there is nowhere to remember it. */
  record None() implements Pin {}

  /**
   * It is.
   *
   * @param forget the command with which a person makes alarmkeeper forget it
   */
  record Kept(String forget) implements Pin {}

  /** Nobody knows: the place was located as if it never had been, and may be an attacker's. */
  record Unknown(Unreadable<Arn> why) implements Pin {}
}
