package dev.alarmkeeper.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.nio.file.Path;
import java.util.List;

/**
 * What a function's process runs.
 *
 * @param root the directory that Lambda would unpack it to
 * @param handler as the function's configuration names it
 * @param command the process, which asks the runtime API for its events
 */
public record Program(Path root, String handler, List<String> command) {
  /** Copies the list. */
  public Program {
    command = List.copyOf(command);
  }

  /** The packaged function. */
  public static Program alarmkeeper() {
    // As in template.yaml.
    return java(
        FunctionPackage.taskRoot(), "dev.alarmkeeper.lambda.AlarmkeeperHandler::handleRequest");
  }

  /** A handler in Java, under AWS's own runtime client with the options of Lambda. */
  public static Program java(Path root, String handler) {
    return new Program(
        root,
        handler,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // The client has native code and uses Unsafe; unasked, Java warns of both.
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            FunctionPackage.runtimeClassPath(),
            AWSLambda.class.getName(),
            handler));
  }
}
