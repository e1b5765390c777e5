package dev.alarmkeeper.template;

import dev.alarmkeeper.evidence.cause.BreakingCalls;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the event rules wake for and {@link BreakingCalls} has in no row, each with the reason.
 * Prefixes of Lambda's operations end in an asterisk, as their names go on with an API version.
 */
final class CallsLeftAside {
  private static final String OWN = "is about alarmkeeper: OwnStackChange tells of it";
  private static final String KEY = "no finding depends on it: what is judged is the key's policy";

  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    aside("keeps events for ever, which takes nothing", "DeleteRetentionPolicy");
    aside("no finding is made of a transformer alone", "PutTransformer");
    aside("gives the events back their form", "DeleteTransformer");
    aside("takes no event from anybody", "DeleteDataProtectionPolicy");
    aside("adds to what is allowed, and denies nothing", "AddPermission");
    aside("names a key store, and no key", "DisconnectCustomKeyStore");
    aside(KEY, "CreateGrant", "RetireGrant", "RevokeGrant");
    aside("the trail says what it could not deliver, and not why", "PutBucketPolicy");
    aside("the trail says what it could not deliver, and not why", "DeleteBucketPolicy");
    aside("the trail says what it could not deliver, and not why", "DeleteBucket");
    aside("the trail says what it could not deliver, and not why", "PutBucketEncryption");
    aside("no finding tells which policies the trail's role had", "DeleteRole", "PutRolePolicy");
    aside("no finding tells which policies the trail's role had", "DeleteRolePolicy");
    aside("no finding tells which policies the trail's role had", "AttachRolePolicy");
    aside("no finding tells which policies the trail's role had", "DetachRolePolicy");
    aside("no finding tells whom the trail's role trusted", "UpdateAssumeRolePolicy");
    aside("no finding tells what bounded a role", "PutRolePermissionsBoundary");
    aside("no finding tells what bounded a role", "DeleteRolePermissionsBoundary");
    aside(OWN, "RemoveTargets", "PutTargets", "DisableRule", "DeleteRule", "PutRule");
    aside(OWN, "DeleteSchedule", "UpdateSchedule", "DeleteFunction*", "PutFunction*");
    aside(
        OWN,
        "UpdateFunction*",
        "AddPermission*",
        "RemovePermission*",
        "PutRuntimeManagementConfig*");
    aside(OWN, "DeleteTable", "UpdateTable", "UpdateTimeToLive", "UpdateContinuousBackups");
    aside(OWN, "PutResourcePolicy");
    aside(OWN, "PutParameter", "DeleteParameter", "DeleteParameters");
    aside(OWN, "DeleteConfigRule", "PutConfigRule", "DeleteRemediationConfiguration");
    aside(OWN, "PutRemediationConfigurations", "PutRemediationExceptions");
    aside("stops AWS Config, which is not ours", "StopConfigurationRecorder");
    aside("stops AWS Config, which is not ours", "DeleteConfigurationRecorder");
    aside(OWN, "UpdateDocument", "UpdateDocumentDefaultVersion", "DeleteDocument");
  }

  private CallsLeftAside() {}

  /** What is no cause of a finding although it wakes us, with the reason. */
  static Map<String, String> reasons() {
    return Map.copyOf(REASONS);
  }

  private static void aside(String why, String... operations) {
    for (String operation : operations) {
      REASONS.put(operation, why);
    }
  }
}
