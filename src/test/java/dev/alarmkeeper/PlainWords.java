package dev.alarmkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What people read has no text that Java or the AWS SDK makes of an object for its programmer. */
public final class PlainWords {
  /** A name with a bracket of any kind and a field, or with a hash code. */
  private static final Pattern OF_AN_OBJECT =
      Pattern.compile(
          "\\b[A-Z]\\w*(?:[\\[({](?:\\w+=|[\\])}])|@[0-9a-f]{5,}\\b)[^\"]{0,60}"
              + "|\\bOptional(?:\\[|\\.empty)[^\"]{0,60}");

  private PlainWords() {}

  /** Fails on the text of an object. */
  public static void assertPlain(String text) {
    assertThat(OF_AN_OBJECT.matcher(text).results().map(MatchResult::group)).isEmpty();
  }
}
