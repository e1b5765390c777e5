package dev.alarmkeeper.template;

import dev.alarmkeeper.aws.Permission;
import dev.alarmkeeper.docs.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of permissions in the README is as the code has it. */
class PermissionTableTest {
  @Test
  void theReadmeShowsEveryPermission() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("action", "what for", "when", "on"));
    for (Permission permission : Permission.values()) {
      rows.add(
          List.of(
              "`" + permission.action() + "`",
              permission.why(),
              when(permission.when()),
              "`" + permission.resource().form() + "`" + only(permission.condition())));
    }
    new Block("README.md", "permissions").shows(Block.table(rows));
  }

  private static String when(Permission.When when) {
    return switch (when) {
      case ALWAYS -> "always";
      case LOOKING_AT_ITSELF -> "always; looks at alarmkeeper itself";
      case TELLING -> "always; writes evidence alone";
      case DRILLING -> "`DrillSchedule` is not `off`";
      case REPAIRING -> "`Mode=repair`";
      case REPAIRING_WITH_LOG_GROUP_KEY -> "`Mode=repair` and `LogGroupKmsKeyId`";
      case REPAIRING_WITH_DELETION_PROTECTION -> "`Mode=repair` and `LogGroupDeletionProtection`";
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
