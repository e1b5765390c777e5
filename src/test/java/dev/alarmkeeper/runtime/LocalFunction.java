package dev.alarmkeeper.runtime;

import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged function, running on this machine: one event at a time. */
public sealed interface LocalFunction extends AutoCloseable permits FunctionProcess, HttpFunction {
  /** Who the function is in the local AWS, and in its journal. */
  String PRINCIPAL = "alarmkeeper";

  /** As in template.yaml. */
  Duration TIMEOUT = Duration.ofSeconds(60);

  /**
   * Starts the function where the system property {@code function} says: in a {@code process} under
   * the runtime client (so without it), by {@code sam}, or by AWS's runtime interface emulator,
   * {@code rie}.
   *
   * @param settings its environment variables, beside those that Lambda sets
   */
  static LocalFunction start(LocalAws aws, Map<String, String> settings) {
    String how = System.getProperty("function", "process");
    return switch (how) {
      case "process" -> FunctionProcess.start(aws, settings);
      case "sam" -> HttpFunction.bySam(aws, settings);
      case "rie" -> HttpFunction.byRie(aws, settings);
      default -> throw new IllegalArgumentException("-Dfunction=" + how + ": process, sam or rie");
    };
  }

  /** Where a local AWS has to listen for {@link #start} to reach it. */
  static LocalAws aws() {
    return System.getProperty("function", "process").equals("sam")
        ? HttpFunction.awsForContainers()
        : LocalAws.start();
  }

  /**
   * Sends one event and waits for what becomes of it.
   *
   * @throws IllegalStateException if it takes longer than Lambda would let it
   */
  Answer invoke(String event);

  /** What the function has logged so far, line by line. */
  List<String> log();

  @Override
  void close();
}
