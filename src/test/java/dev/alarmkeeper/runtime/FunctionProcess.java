package dev.alarmkeeper.runtime;

import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The packaged function in a process of its own, under the official runtime interface client, as
 * Lambda runs it: one event at a time, and nothing of the tests on its class path.
 */
public final class FunctionProcess implements LocalFunction {
  private final RuntimeApi api;
  private final Process process;
  private final Path log;

  private FunctionProcess(RuntimeApi api, Process process, Path log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the function and waits until it asks for its first event.
   *
   * @param settings its environment variables, beside those that Lambda sets
   * @throws EndedException if it does not come so far, with its init error
   * @throws IllegalStateException if it is not packaged, or this is not Linux
   */
  public static FunctionProcess start(LocalAws aws, Map<String, String> settings) {
    return start(aws, settings, Program.alarmkeeper());
  }

  /** Starts any program in the function's place, and waits as long. */
  public static FunctionProcess start(LocalAws aws, Map<String, String> settings, Program program) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException("the runtime interface client is for Linux alone");
    }
    FunctionProcess function = launch(aws, settings, program);
    try {
      function.await(function.api.ready());
      return function;
    } catch (RuntimeException e) {
      function.close();
      throw e;
    }
  }

  private static FunctionProcess launch(
      LocalAws aws, Map<String, String> settings, Program program) {
    RuntimeApi api = new RuntimeApi(aws.arn("lambda", "function:alarmkeeper"));
    try {
      Path log = Files.createTempFile("alarmkeeper", ".log");
      return new FunctionProcess(
          api, new Launch(aws, settings, api.address(), log, program).start(), log);
    } catch (IOException e) {
      api.close();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends one event and waits for what becomes of it.
   *
   * @throws EndedException if the function ends
   * @throws IllegalStateException if it takes longer than Lambda would let it
   */
  @Override
  public Answer invoke(String event) {
    return await(api.invoke(Invocation.of(event, Instant.now().plus(TIMEOUT))));
  }

  @Override
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills the process in the middle of whatever it does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends the process. */
  @Override
  public void close() {
    kill();
    api.close();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T await(CompletableFuture<T> promised) {
    CompletableFuture<T> ended =
        process
            .onExit()
            .thenApply(
                _ -> {
                  throw new EndedException("the function ended:\n" + String.join("\n", log()));
                });
    try {
      return promised
          .applyToEither(ended, Function.identity())
          .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EndedException init
          ? init
          : new IllegalStateException("no word from the function in " + TIMEOUT, e.getCause());
    }
  }
}
