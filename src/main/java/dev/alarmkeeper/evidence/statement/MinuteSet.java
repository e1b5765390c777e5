package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.evidence.incident.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * The whole minutes of a period, each marked or not. What is counted against a control takes every
 * minute that it touches; what is counted for it takes only minutes that it fills.
 */
final class MinuteSet {
  private final Instant from;
  private final int length;
  private final BitSet marked = new BitSet();

  /** No minute of the period; what is left of a minute at its ends is no part of it. */
  MinuteSet(Window period) {
    this.from = period.from();
    this.length = Math.toIntExact(Duration.between(period.from(), period.to()).toMinutes());
  }

  /** Marks every minute that the time touches; a time without length touches one. */
  MinuteSet touched(Instant begin, Instant end) {
    return mark(floor(begin), end.isAfter(begin) ? ceiling(end) : Math.addExact(floor(begin), 1));
  }

  /** Marks every minute that lies within the time. */
  MinuteSet filled(Instant begin, Instant end) {
    return mark(ceiling(begin), floor(end));
  }

  MinuteSet all() {
    return mark(0, length);
  }

  MinuteSet without(MinuteSet others) {
    marked.andNot(others.marked);
    return this;
  }

  int count() {
    return marked.cardinality();
  }

  int length() {
    return length;
  }

  /** Whether a minute is marked. */
  boolean has(int minute) {
    return marked.get(minute);
  }

  /** The next minute that is marked where this one is not, or the other way round. */
  int change(int minute) {
    int next = has(minute) ? marked.nextClearBit(minute) : marked.nextSetBit(minute);
    return next < 0 ? length : Math.min(next, length);
  }

  /** When a minute begins. */
  Instant instant(int minute) {
    return from.plus(Duration.ofMinutes(minute));
  }

  private MinuteSet mark(long begin, long end) {
    int first = within(begin);
    marked.set(first, Math.max(first, within(end)));
    return this;
  }

  private int within(long minute) {
    return (int) Math.clamp(minute, 0L, (long) length);
  }

  private long floor(Instant at) {
    return Math.floorDiv(Duration.between(from, at).toSeconds(), 60L);
  }

  private long ceiling(Instant at) {
    boolean whole = Duration.between(from, at).equals(Duration.ofMinutes(floor(at)));
    return floor(at) + (whole ? 0 : 1);
  }
}
