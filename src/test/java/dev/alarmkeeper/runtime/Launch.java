package dev.alarmkeeper.runtime;

import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a function's process is started.
 *
 * @param settings the function's own environment variables
 * @param runtimeApi host and port of the runtime API
 * @param log where its output goes, written before it answers
 */
record Launch(
    LocalAws aws, Map<String, String> settings, String runtimeApi, Path log, Program program) {
  // As in template.yaml.
  private static final String MEMORY_MEGABYTES = "1024";

  /** Starts alarmkeeper's own function. */
  Launch(LocalAws aws, Map<String, String> settings, String runtimeApi, Path log) {
    this(aws, settings, runtimeApi, log, Program.alarmkeeper());
  }

  Process start() throws IOException {
    return under().redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** The command, after another one that starts it. */
  ProcessBuilder under(String... starter) {
    List<String> command = new ArrayList<>(List.of(starter));
    command.addAll(program.command());
    ProcessBuilder process = new ProcessBuilder(command).directory(program.root().toFile());
    Map<String, String> environment = process.environment();
    // Nothing of whoever runs the tests: no profile, no region, no JAVA_TOOL_OPTIONS.
    environment.clear();
    environment.putAll(settings);
    environment.putAll(aws.environment(FunctionProcess.PRINCIPAL));
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "alarmkeeper");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", MEMORY_MEGABYTES);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("LAMBDA_TASK_ROOT", program.root().toString());
    environment.put("_HANDLER", program.handler());
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    return process;
  }
}
