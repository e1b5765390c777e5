package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/deploy.md} shows the table of permissions as the code has it.
 *
 * <p>{@code ./mvnw test -Dtest=PermissionTableTest -Ddocs=write} writes it there.
 */
class PermissionTableTest {
  private static final boolean WRITE = "write".equals(System.getProperty("docs"));
  private static final Path PAGE = Path.of("docs/deploy.md");

  @Test
  void thePageShowsTheTable() throws IOException {
    String page = Files.readString(PAGE);
    String expected = withTable(page);
    if (WRITE) {
      Files.writeString(PAGE, expected);
    } else {
      assertThat(page)
          .as("run ./mvnw test -Dtest=PermissionTableTest -Ddocs=write")
          .isEqualTo(expected);
    }
  }

  private static String withTable(String page) {
    int start = page.indexOf('\n', page.indexOf("<!-- permissions")) + 1;
    int end = page.indexOf("<!-- end -->", start);
    StringBuilder table =
        new StringBuilder("| action | what for | when | on |\n|---|---|---|---|\n");
    for (Permission permission : Permission.values()) {
      table.append(
          "| `%s` | %s | %s | `%s`%s |%n"
              .formatted(
                  permission.action(),
                  permission.why(),
                  when(permission.when()),
                  permission.resource().form(),
                  only(permission.condition())));
    }
    return page.substring(0, start) + table + page.substring(end);
  }

  private static String when(Permission.When when) {
    return switch (when) {
      case ALWAYS -> "always";
      case REPAIRING -> "`Mode=repair`";
      case REPAIRING_WITH_LOG_GROUP_KEY -> "`Mode=repair` and `LogGroupKmsKeyId`";
      case WITH_CONFIG -> "`ConfigRuleName`";
      case WITH_OVERRIDES -> "`OverridesParameter`";
      case BY_LAMBDA -> "by Lambda itself";
    };
  }

  private static String only(Permission.Condition condition) {
    return switch (condition) {
      case NONE -> "";
      case ALARM_ACTIONS -> ", if each of its actions is the topic or in `AllowedAlarmActions`";
      case PROTOCOLS -> ", not by http";
    };
  }
}
