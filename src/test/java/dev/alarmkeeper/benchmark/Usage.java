package dev.alarmkeeper.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far. Source: proc_pid_stat(5) and proc_pid_status(5).
 *
 * @param cpuMillis processor time, in user and in system mode
 * @param peakMebibytes the most resident memory that it ever had
 */
record Usage(double cpuMillis, double peakMebibytes) {
  /** USER_HZ is 100 on every architecture of Linux that Java runs on. */
  private static final double MILLIS_A_TICK = 10;

  private static final double KIBIBYTES = 1024;

  /** utime and stime, counted from the state, which follows the name in parentheses. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  static Usage of(ProcessHandle process) {
    Path files = Path.of("/proc", String.valueOf(process.pid()));
    try {
      String stat = Files.readString(files.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
      double peak =
          Files.readAllLines(files.resolve("status")).stream()
              .filter(it -> it.startsWith("VmHWM:"))
              .mapToDouble(it -> Double.parseDouble(it.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      return new Usage(ticks * MILLIS_A_TICK, peak / KIBIBYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
