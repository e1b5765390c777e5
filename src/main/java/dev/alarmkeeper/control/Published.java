package dev.alarmkeeper.control;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * A filter pattern as it is published.
 *
 * @param by who publishes it
 * @param profiles for which of our profiles it is the desired one; none for one that others use
 * @param text as it is spelled there
 * @param url where
 * @param read when it stood there
 */
public record Published(String by, Set<Profile> profiles, String text, String url, LocalDate read) {
  /** Copies the set. */
  public Published {
    profiles = Set.copyOf(profiles);
  }

  /** Whose it is, and which profile expects it. */
  public String advice() {
    String whose = "this is the pattern of " + by;
    return profiles.isEmpty()
        ? whose
        : whose
            + "; PROFILE="
            + EnumSet.copyOf(profiles).iterator().next().setting()
            + " expects it";
  }
}
