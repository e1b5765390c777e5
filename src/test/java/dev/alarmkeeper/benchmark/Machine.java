package dev.alarmkeeper.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** On what was measured, and when. */
final class Machine {
  private static final double MEBIBYTES = 1024 * 1024;

  private Machine() {}

  /** A sentence of the machine, its load, Java and the day. */
  static String describe() {
    return "Measured on %s, on %s with %d processors and %.0f MiB of memory, Java %s, load %s when it began."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            memory() / MEBIBYTES,
            Runtime.version(),
            line(Path.of("/proc/loadavg"), "").replaceFirst(" .*", ""));
  }

  private static String processor() {
    return line(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^[^:]*:\\s*", "");
  }

  private static long memory() {
    return java.lang.management.ManagementFactory.getPlatformMXBean(
            com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  private static String line(Path file, String beginning) {
    try {
      return Files.readAllLines(file).stream()
          .filter(it -> it.startsWith(beginning))
          .findFirst()
          .orElse("an unnamed processor");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
