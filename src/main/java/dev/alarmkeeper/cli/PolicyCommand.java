package dev.alarmkeeper.cli;

import dev.alarmkeeper.aws.Permission;
import dev.alarmkeeper.text.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the other commands need to be allowed. */
@Command(
    name = "policy",
    description =
        "Prints the IAM policy that check, adopt, statement and incidents need: reads alone.",
    mixinStandardHelpOptions = true,
    footer = {"%nExample:", "  alarmkeeper policy > alarmkeeper-read.json"})
final class PolicyCommand implements Callable<Integer> {
  private final Screen screen;

  PolicyCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    List<String> actions =
        Arrays.stream(Permission.values())
            .filter(Permission::reads)
            .map(Permission::action)
            .distinct()
            .sorted()
            .toList();
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", "AlarmkeeperReads");
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", "*");
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("Version", "2012-10-17");
    policy.put("Statement", List.of(statement));
    screen.line(Json.pretty(policy));
    return Alarmkeeper.WHOLE;
  }
}
