package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the deployed function drill alarms, after somebody has said yes. */
@Command(
    name = "drill",
    description =
        "Has the deployed function begin a fire drill: an alarm goes off and tells people, who are told before that it is"
            + " a drill. Asks before it starts. Needs lambda:InvokeFunction.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  alarmkeeper drill --function alarmkeeper-Function-1A2B3C --controls root_usage",
      "  alarmkeeper drill --function alarmkeeper-Function-1A2B3C --controls root_usage --yes",
      "%nExit codes: 0 a drill goes on, 1 error, 2 none could begin, or nobody said yes."
    })
final class DrillCommand implements Callable<Integer> {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Connections connections;
  private final Screen screen;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--function",
      required = true,
      paramLabel = "NAME",
      description = "The function's name or ARN: the stack's output LookCommand has it.")
  private String function = "";

  @Option(
      names = "--controls",
      required = true,
      split = ",",
      paramLabel = "CONTROL",
      description = "Ids or published numbers of enabled controls; one is drilled after the other.")
  private List<String> controls = List.of();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  DrillCommand(Connections connections, Screen screen) {
    this.connections = connections;
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException {
    Connection connection = connections.open(aws);
    if (!yes && !isWanted(connection.account())) {
      screen.line("No drill has begun.");
      return Alarmkeeper.DRIFT;
    }
    String payload = Json.text(Map.of("drill", Map.of("controls", controls)));
    String answer = connection.invoke(function, payload);
    connections.progress().clear();
    return show(drills(answer));
  }

  private boolean isWanted(Account account) throws IOException {
    connections.progress().clear();
    screen.line(
        "In account %s, %s: the alarms of %s will go off and tell people."
            .formatted(account.id(), account.region(), String.join(", ", controls)));
    screen.line("The operations topic says before that it is a drill. Begin? [y/N]");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(in.readLine())
        .filter(it -> YES.contains(it.strip().toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private JsonFields drills(String answer) {
    try {
      JsonFields report = new JsonFields(Json.object(answer));
      if (report.has("drills")) {
        return report.object("drills");
      }
    } catch (JsonException _) {
      // Said below.
    }
    throw new IllegalStateException(
        function + " answered something else than alarmkeeper does: " + UntrustedText.of(answer));
  }

  private int show(JsonFields drills) {
    Optional<JsonFields> running =
        drills.has("running") ? Optional.of(drills.object("running")) : Optional.empty();
    running.ifPresent(
        it ->
            screen.line(
                "Drill %s of alarm %s goes on; the operations topic tells how it ends."
                    .formatted(
                        UntrustedText.of(it.requiredText("drill")),
                        UntrustedText.of(it.requiredText("alarm")))));
    for (JsonFields control : drills.objects("controls")) {
      control
          .text("waits")
          .ifPresent(
              it ->
                  screen.line(
                      "%s waits: %s. It is asked for within the next hour."
                          .formatted(
                              UntrustedText.of(control.requiredText("control")),
                              UntrustedText.of(it))));
    }
    return running.isPresent() ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }
}
