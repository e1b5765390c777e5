package dev.alarmkeeper.control;

import java.util.Locale;

/** Whose wording of the patterns is desired: the published ones contradict each other. */
public enum Profile {
  /** CIS AWS Foundations 7.0; for unauthorized API calls with the parentheses that it means. */
  CIS,
  /** Security Hub's user guide; CIS for the one control that Security Hub does not have. */
  SECURITY_HUB,
  /** CIS, extended to what Prowler's checks insist on. */
  PROWLER;

  /** The value of the setting {@code PROFILE} that selects this profile. */
  public String setting() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the setting {@code PROFILE}.
   *
   * @throws IllegalArgumentException if there is no such profile; the message lists all
   */
  public static Profile parse(String setting) {
    for (Profile profile : values()) {
      if (profile.setting().equalsIgnoreCase(setting.strip())) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "no profile \"" + setting + "\": use cis, security_hub or prowler");
  }
}
