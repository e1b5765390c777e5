package dev.alarmkeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that was built. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  static String text() {
    try (InputStream in =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      return "alarmkeeper " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
