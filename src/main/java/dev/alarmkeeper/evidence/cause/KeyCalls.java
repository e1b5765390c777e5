package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.evidence.cause.BreakingCall.KMS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.all;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;
import static dev.alarmkeeper.evidence.cause.BreakingCall.maybe;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.text.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What keeps a key from encrypting: a log group's, the topic's, or a queue's. The finding says
 * which key it is about. Sources: KMS API, and KMS Developer Guide, "Key states of AWS KMS keys".
 */
final class KeyCalls {
  private static final List<String> POLICY_OF_TOPIC =
      List.of(
          "key policy lets CloudWatch encrypt",
          "deny statements of the key that hit CloudWatch",
          "deny statements of the key that may hit CloudWatch");

  private static final List<String> POLICY_OF_QUEUE =
      List.of(
          "policy of the queue's key lets SNS encrypt",
          "deny statements of the queue's key that hit SNS",
          "deny statements of the queue's key that may hit SNS");

  /** What findings say of a log group's key. */
  static final String STATE_OF_GROUP = "state of the log group's KMS key";

  private static final String STATE_OF_TOPIC = "state of the KMS key";
  private static final String STATE_OF_QUEUE = "KMS key of the queue";

  /** What findings say of a topic's key. */
  static final List<String> OF_TOPIC =
      both(
          List.of(STATE_OF_TOPIC, "use of the KMS key", "KMS key of another account"),
          POLICY_OF_TOPIC);

  /** What findings say of a queue's key. */
  static final List<String> OF_QUEUE =
      both(List.of(STATE_OF_QUEUE, "KMS key of the queue of another account"), POLICY_OF_QUEUE);

  static final List<BreakingCall> ROWS =
      both(
          stopping(Link.LOG_GROUP, STATE_OF_GROUP),
          both(
              rows(Link.TOPIC, STATE_OF_TOPIC, POLICY_OF_TOPIC, both(OF_TOPIC, List.of("KMS key"))),
              rows(Link.SUBSCRIPTION, STATE_OF_QUEUE, POLICY_OF_QUEUE, OF_QUEUE)));

  private KeyCalls() {}

  private static List<BreakingCall> rows(
      Link link, String state, List<String> policy, List<String> all) {
    return both(
        stopping(link, state),
        List.of(
            changing(KMS, "PutKeyPolicy", link, ChainObjects::namesKey, all(Shows.ALWAYS, policy)),
            changing(
                KMS, "CreateAlias", link, ChainObjects::namesAlias, all(KeyCalls::points, all)),
            changing(
                KMS, "UpdateAlias", link, ChainObjects::namesAlias, all(KeyCalls::points, all)),
            changing(KMS, "DeleteAlias", link, ChainObjects::namesAlias, maybe(all))));
  }

  private static List<BreakingCall> stopping(Link link, String label) {
    return List.of(
        stopping(link, label, "DisableKey", "Disabled"),
        stopping(link, label, "ScheduleKeyDeletion", "PendingDeletion"),
        stopping(link, label, "DeleteImportedKeyMaterial", "PendingImport"));
  }

  private static BreakingCall stopping(Link link, String label, String operation, String state) {
    return changing(
        KMS,
        operation,
        link,
        ChainObjects::namesKey,
        Map.of(label, (_, observed, _) -> observed.equals(state)));
  }

  /** Whether it is the alias by which the topic's key is known, and leads to the key found now. */
  private static boolean points(JsonFields call, String observed, ChainObjects chain) {
    return chain.isKey(call.text("targetKeyId").orElse("")) && chain.isKnownBy(call);
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
