package dev.alarmkeeper.pattern;

/** Whether a pattern matches an event, as far as the guide settles how it is read. */
enum Truth {
  /** In no reading. */
  NO,
  /** Not as it is read here, but in another reading that the guide does not rule out. */
  MAYBE,
  /** As it is read here. */
  YES;

  static Truth of(boolean settled) {
    return settled ? YES : NO;
  }

  Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Truth negated() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }
}
