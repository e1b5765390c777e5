package dev.alarmkeeper.evidence.report;

/** Which release this is. */
public final class Release {
  /** The POM's version; {@code ReleaseTest} holds POM and template to it. */
  public static final String VERSION = "0.1.0";

  private Release() {}
}
