package dev.alarmkeeper.cli;

import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the command line in a process of its own, as a person runs it.
 *
 * @param exitCode how it ended
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record Command(int exitCode, String out, String err) {
  /** Who the command is to the local AWS. */
  static final String PRINCIPAL = "reader";

  /** Runs the main class against a local AWS. */
  static Command run(LocalAws aws, String... arguments) {
    return run(
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-Dstdout.encoding=UTF-8",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Alarmkeeper.class.getName()),
                Stream.of(arguments))
            .toList(),
        aws);
  }

  /** Runs the script, as a person does. */
  static Command script(LocalAws aws, String... arguments) {
    return run(
        Stream.concat(
                Stream.of(Path.of("alarmkeeper").toAbsolutePath().toString()), Stream.of(arguments))
            .toList(),
        aws);
  }

  /** Runs a program, with the environment of somebody who has credentials of the local AWS. */
  static Command run(List<String> program, LocalAws aws) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(program))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(it -> it.startsWith("AWS_"));
      builder.environment().put("AWS_ACCESS_KEY_ID", PRINCIPAL);
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
      builder.environment().put("AWS_REGION", aws.region());
      builder.environment().put("AWS_ENDPOINT_URL", aws.endpoint().toString());
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end: " + program);
      }
      Command ended =
          new Command(
              process.exitValue(),
              Files.readString(out, StandardCharsets.UTF_8),
              Files.readString(err, StandardCharsets.UTF_8));
      Files.delete(out);
      Files.delete(err);
      return ended;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
