package dev.alarmkeeper.it;

import dev.alarmkeeper.it.Tampering.Audience;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Something that somebody does to a whole chain, without a word on what should come of it.
 *
 * @param audience whom the settings name
 */
record Deed(String what, Consumer<Attacker> act, Audience audience) {
  static Deed of(Tampering tampering) {
    return new Deed(tampering.toString(), tampering.attack(), tampering.audience());
  }

  /** Everything in the catalogue. */
  static List<Deed> listed() {
    return Tamperings.ALL.stream().map(Deed::of).toList();
  }

  /** Every two of the catalogue, one after the other. */
  static List<Deed> pairs() {
    return Tamperings.NAMED.stream()
        .flatMap(
            second ->
                Tamperings.NAMED.stream()
                    .takeWhile(first -> !first.equals(second))
                    .flatMap(first -> Stream.of(of(first).and(of(second)))))
        .toList();
  }

  Deed and(Deed then) {
    return new Deed(
        what + " + " + then.what,
        they -> {
          perform(they);
          then.perform(they);
        },
        audience);
  }

  /** Does it. What AWS refuses, or finds nothing to do it to, is not done; whether it was done. */
  boolean perform(Attacker they) {
    try {
      act.accept(they);
      return true;
    } catch (SdkException refused) {
      if (String.valueOf(refused.getMessage()).contains("NotImplemented")
          || String.valueOf(refused.getMessage()).contains("Bug")) {
        throw refused;
      }
      return false;
    }
  }

  @Override
  public String toString() {
    return what;
  }
}
