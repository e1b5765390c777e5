package dev.alarmkeeper.evidence.incident;

/** What people and machines are told of an incident, each once. */
public enum Announcement {
  /** A link is broken. */
  DRIFTED("Chain Drifted"),
  /** Only a person can mend it. */
  NEEDS_PERSON("Needs Person"),
  /** It is mended. */
  REPAIRED("Chain Repaired"),
  /** It is whole again without us. */
  ENDED("Chain Repaired"),
  /** Somebody changed alarmkeeper itself. */
  CHANGED("Needs Person"),
  /** Somebody breaks again and again what we repair. */
  FIGHT("Needs Person"),
  /** It is still broken, a while after it was told. */
  REMINDER("Needs Person"),
  /** Better evidence has replaced what was told of who broke it, and when. */
  CORRECTED("Incident Corrected");

  private final String detailType;

  Announcement(String detailType) {
    this.detailType = detailType;
  }

  /** The sort of event that machines get. */
  public String detailType() {
    return detailType;
  }

  static Announcement of(Incident.State state) {
    return switch (state) {
      case DRIFTED -> DRIFTED;
      case NEEDS_PERSON -> NEEDS_PERSON;
      case REPAIRED -> REPAIRED;
      case ENDED -> ENDED;
      case CHANGED -> CHANGED;
    };
  }
}
