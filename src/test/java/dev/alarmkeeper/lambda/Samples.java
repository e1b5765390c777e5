package dev.alarmkeeper.lambda;

import dev.alarmkeeper.events.SampleEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample events, which users find in {@code events/}. */
final class Samples {
  private static final Path EVENTS = Path.of("events");

  private Samples() {}

  static String text(String file) {
    try {
      return Files.readString(EVENTS.resolve(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static List<String> files() {
    return SampleEvent.all().stream().map(SampleEvent::name).toList();
  }
}
