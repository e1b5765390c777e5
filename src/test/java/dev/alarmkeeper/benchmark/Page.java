package dev.alarmkeeper.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of which the benchmark writes parts, between {@code <!-- name -->} and its end mark. */
record Page(Path path) {
  /**
   * Writes a part anew.
   *
   * @throws IllegalStateException if the page has no such marks
   */
  void write(String name, String content) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    try {
      String text = Files.readString(path);
      int from = text.indexOf(begin);
      int to = text.indexOf(end);
      if (from < 0 || to < from) {
        throw new IllegalStateException(
            "%s has no marks %s and %s".formatted(path, begin.strip(), end));
      }
      Files.writeString(
          path, text.substring(0, from + begin.length()) + content + text.substring(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
