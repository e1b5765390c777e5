package dev.alarmkeeper.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the function's process is started.
 *
 * @param settings the function's own environment variables
 * @param runtimeApi host and port of the runtime API
 * @param log where its output goes, written before it answers
 */
record Launch(LocalAws aws, Map<String, String> settings, String runtimeApi, Path log) {
  // As in template.yaml.
  private static final String HANDLER = "dev.alarmkeeper.lambda.AlarmkeeperHandler::handleRequest";
  private static final String MEMORY_MEGABYTES = "1024";

  Process start() throws IOException {
    return under().redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** The command, after another one that starts it. */
  ProcessBuilder under(String... starter) {
    Path taskRoot = FunctionPackage.taskRoot();
    List<String> command = new ArrayList<>(List.of(starter));
    command.addAll(
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
            HANDLER));
    ProcessBuilder java = new ProcessBuilder(command).directory(taskRoot.toFile());
    Map<String, String> environment = java.environment();
    // Nothing of whoever runs the tests: no profile, no region, no JAVA_TOOL_OPTIONS.
    environment.clear();
    environment.putAll(settings);
    environment.putAll(aws.environment(FunctionProcess.PRINCIPAL));
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "alarmkeeper");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", MEMORY_MEGABYTES);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    environment.put("_HANDLER", HANDLER);
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    return java;
  }
}
