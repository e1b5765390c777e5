package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Chain;
import dev.alarmkeeper.events.SampleEvent;

/**
 * One thing that happens, and what has to be true after it.
 *
 * @param deed what is done to the local AWS
 * @param event what alarmkeeper is then sent
 * @param before the chain when the event arrives
 * @param after the chain one invocation later
 * @param verdict what alarmkeeper has to say of it
 */
record Scene(
    String title, Runnable deed, SampleEvent event, Chain before, Chain after, String verdict) {
  /** Whether alarmkeeper must not write anything. */
  boolean isQuiet() {
    return before.equals(after);
  }
}
