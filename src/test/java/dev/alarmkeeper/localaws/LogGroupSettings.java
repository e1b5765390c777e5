package dev.alarmkeeper.localaws;

import java.util.Map;
import java.util.Set;

/** What can be changed about a log group: retention, key, protection against deletion. */
final class LogGroupSettings {
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
  private static final Set<Integer> RETENTION_DAYS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private LogGroupSettings() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutRetentionPolicy", Operation.command(LogGroupSettings::putRetention),
        "DeleteRetentionPolicy",
            Operation.command(call -> LogGroups.named(call).remove("retentionInDays")),
        "AssociateKmsKey", Operation.command(LogGroupSettings::associateKey),
        "DisassociateKmsKey",
            Operation.command(
                call -> LogGroups.identified(call, "resourceIdentifier").remove("kmsKeyId")),
        "PutLogGroupDeletionProtection", Operation.command(LogGroupSettings::protect));
  }

  private static void putRetention(Call call) {
    int days = Integer.parseInt(call.input().required("retentionInDays"));
    if (!RETENTION_DAYS.contains(days)) {
      throw call.input().invalid("retentionInDays", days, "Must be one of " + RETENTION_DAYS);
    }
    LogGroups.named(call).put("retentionInDays", days);
  }

  private static void associateKey(Call call) {
    String key = call.input().required("kmsKeyId");
    LogGroups.identified(call, "resourceIdentifier").put("kmsKeyId", key);
  }

  private static void protect(Call call) {
    call.input().required("logGroupIdentifier");
    boolean on = Boolean.parseBoolean(call.input().required("deletionProtectionEnabled"));
    LogGroups.identified(call, "logGroupIdentifier").put("deletionProtectionEnabled", on);
  }
}
