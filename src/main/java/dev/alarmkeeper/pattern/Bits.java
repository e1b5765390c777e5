package dev.alarmkeeper.pattern;

import java.util.Arrays;

/** A set of small numbers. All sets that meet have the same capacity. */
final class Bits {
  private final long[] words;

  private Bits(long[] words) {
    this.words = words;
  }

  static Bits none(int capacity) {
    return new Bits(new long[(capacity + 63) / 64]);
  }

  void set(int i) {
    words[i >> 6] |= 1L << i;
  }

  boolean get(int i) {
    return (words[i >> 6] & (1L << i)) != 0;
  }

  /** The smallest member that is not below the given number; negative if there is none. */
  int next(int from) {
    int w = from >> 6;
    if (w >= words.length) {
      return -1;
    }
    long word = words[w] & (-1L << from);
    while (word == 0) {
      if (++w == words.length) {
        return -1;
      }
      word = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(word);
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  Bits or(Bits other) {
    long[] union = words.clone();
    for (int i = 0; i < union.length; i++) {
      union[i] |= other.words[i];
    }
    return new Bits(union);
  }

  boolean intersects(Bits other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean containsAll(Bits other) {
    for (int i = 0; i < words.length; i++) {
      if ((other.words[i] & ~words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits bits && Arrays.equals(words, bits.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
