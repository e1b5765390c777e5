package dev.alarmkeeper.policy;

import java.util.Locale;
import java.util.stream.Stream;

/** What can be said of a question about a policy. */
public enum Answer {
  /** Surely so. */
  YES,
  /** Surely not. */
  NO,
  /** It depends on what is not known here. */
  UNKNOWN;

  static Answer of(boolean known) {
    return known ? YES : NO;
  }

  Answer and(Answer other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : this;
  }

  Answer or(Answer other) {
    return not().and(other.not()).not();
  }

  Answer not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** Whether one of them holds: no where there is none. */
  static Answer any(Stream<Answer> answers) {
    return answers.reduce(NO, Answer::or);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
