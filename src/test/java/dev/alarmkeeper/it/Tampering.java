package dev.alarmkeeper.it;

import dev.alarmkeeper.chain.Link;
import java.util.function.Consumer;

/**
 * One way to silence a chain, or to seem to.
 *
 * @param link the link that the report names
 * @param what what is done, in words
 * @param how the call that does it
 * @param words what the report says of it
 * @param ending what one run makes of it
 * @param audience whom the settings name
 */
record Tampering(
    Link link,
    String what,
    String how,
    Consumer<Attacker> attack,
    String words,
    Ending ending,
    Audience audience) {

  /** Whom the settings name to be told of alarms. */
  enum Audience {
    /** A queue and a person. */
    NAMED,
    /** Nobody: the topic's owner looks after who is subscribed. */
    THE_OWNERS
  }

  /** What one run makes of a tampering. */
  enum Ending {
    /** The chain is as it was. */
    REPAIRED("repaired"),
    /** All that can be repaired is, and a person is told the rest. */
    NEEDS_PERSON("a person is told what to do"),
    /** It settles by itself, and is not called whole until then. */
    WAITS("waits until it settles"),
    /** Nobody can tell, and nothing is claimed. */
    UNKNOWN("unknown, and said so"),
    /** It silences nothing. */
    NOTED("noted");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return link + ": " + what;
  }
}
