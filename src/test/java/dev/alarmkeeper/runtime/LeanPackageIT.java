package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.runtime.Answer.Returned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A cold start is paid for in classes: each is found, read, checked and started before the first
 * answer. How many there are does not depend on the machine, as its seconds do.
 */
class LeanPackageIT {
  /** What the first check loaded when this was last looked at (docs/adr/0006), and a tenth more. */
  private static final int MOST_CLASSES = 2_500;

  private static final Pattern LOADED = Pattern.compile("(\\S+) source: (\\S+)");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "netty-.*|apache5?-client-.*|httpclient.*|aws-crt.*, the url-connection client does it",
    "log4j-.*|logback-.*|slf4j-(?!api).*|commons-logging-.*|powertools-.*, lines are written as JSON",
    "picocli-.*|jmustache-.*|sso-.*|ssooidc-.*, the command line alone needs it",
    "jackson-databind-.*|jackson-jr-.*|gson-.*, streaming costs half of a cold start less"
  })
  void packageHasNone(String jars, String reason) {
    assertThat(FunctionPackage.jars())
        .isNotEmpty()
        .noneMatch(jar -> jar.getFileName().toString().matches(jars));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
  void firstCheckLoadsFewClassesAndMakesNoClientThatItDoesNotCall(@TempDir Path directory)
      throws IOException {
    Path log = directory.resolve("classes.log");
    List<String> classes = loadedByTheFirstCheck(log);

    assertThat(classes)
        .contains("dev.alarmkeeper.lambda.AlarmkeeperHandler")
        .noneMatch(it -> it.matches(".*\\.Default(Config|EventBridge|Kms|Ssm|Sts)Client"));
    assertThat(classes.size()).isLessThanOrEqualTo(MOST_CLASSES);
  }

  /** Those of the function and its jars; the runtime's own are in Lambda's archive. */
  private static List<String> loadedByTheFirstCheck(Path log) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("SUBSCRIPTIONS", "sqs:" + Deployment.QUEUE);
    settings.put("EVIDENCE_TABLE", Deployment.TABLE);
    settings.put("EVENT_BUS_NAME", "default");
    try (Deployment deployed = Deployment.start(settings)) {
      deployed.makeChainWhole();
      settings.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load=info:file=" + log + ":none");
      try (var fresh = FunctionProcess.start(deployed.aws(), settings)) {
        assertThat(fresh.invoke(SampleEvent.of("direct-observe.json").text()))
            .isInstanceOfSatisfying(
                Returned.class,
                it -> assertThat(it.json().path("verdict").asText()).isEqualTo("compliant"));
      }
    }
    return Files.readAllLines(log).stream()
        .map(LOADED::matcher)
        .filter(Matcher::find)
        .filter(it -> it.group(2).contains(FunctionPackage.taskRoot().toString()))
        .map(it -> it.group(1))
        .toList();
  }
}
