package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.chain.Link.LOG_GROUP;
import static dev.alarmkeeper.chain.Link.METRIC_FILTER;
import static dev.alarmkeeper.evidence.cause.BreakingCall.LOGS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.MISSING;
import static dev.alarmkeeper.evidence.cause.BreakingCall.UNSETTLED;
import static dev.alarmkeeper.evidence.cause.BreakingCall.all;
import static dev.alarmkeeper.evidence.cause.BreakingCall.always;
import static dev.alarmkeeper.evidence.cause.BreakingCall.and;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;
import static dev.alarmkeeper.evidence.cause.BreakingCall.maybe;
import static dev.alarmkeeper.evidence.cause.BreakingCall.takingAway;
import static dev.alarmkeeper.evidence.cause.Shows.isSame;
import static dev.alarmkeeper.evidence.cause.Shows.same;
import static dev.alarmkeeper.evidence.cause.Shows.shown;

import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What breaks a log group or a metric filter. Source: CloudWatch Logs API. */
final class LogCalls {
  private static final String KEY = "KMS key";
  private static final String CLASS = "log class";
  private static final String PROTECTION = "deletion protection";
  private static final String RETENTION = "retention in days";
  private static final String MASKING = "masking";
  private static final String NONE = "none";

  static final List<BreakingCall> ROWS =
      List.of(
          takingAway(LOGS, "DeleteMetricFilter", METRIC_FILTER, ChainObjects::namesFilter, gone()),
          takingAway(LOGS, "DeleteLogGroup", METRIC_FILTER, ChainObjects::namesGroup, gone()),
          changing(LOGS, "PutMetricFilter", METRIC_FILTER, ChainObjects::namesFilter, filter()),
          changing(
              LOGS,
              "PutMetricFilter",
              METRIC_FILTER,
              ChainObjects::namesFeeder,
              // Of several filters that feed the metric no call for one of them explains it.
              all(
                  (_, _, chain) -> chain.objects().size() == 1,
                  List.of(
                      "filters that subtract from the metric",
                      "filters that always feed the metric",
                      "other filters that feed the metric"))),
          takingAway(
              LOGS,
              "DeleteLogGroup",
              LOG_GROUP,
              ChainObjects::namesGroup,
              // One that is made anew has none of the settings.
              always(MISSING, UNSETTLED, KEY, PROTECTION, CLASS)),
          changing(
              LOGS,
              "CreateLogGroup",
              LOG_GROUP,
              ChainObjects::namesGroup,
              // The one before was deleted first, which broke it.
              maybe(CLASS, KEY, RETENTION)),
          changing(
              LOGS,
              "PutRetentionPolicy",
              LOG_GROUP,
              ChainObjects::namesGroup,
              Map.of(RETENTION, same("retentionInDays"))),
          changing(
              LOGS,
              "PutAccountPolicy",
              LOG_GROUP,
              isPolicy("RETENTION_POLICY"),
              Map.of(
                  RETENTION,
                  (call, observed, _) ->
                      isSame(shown(document(call), "retentionInDays"), observed))),
          // What the log group itself says is in force again.
          changing(
              LOGS,
              "DeleteAccountPolicy",
              LOG_GROUP,
              isPolicy("RETENTION_POLICY"),
              maybe(RETENTION)),
          changing(
              LOGS,
              "DisassociateKmsKey",
              LOG_GROUP,
              ChainObjects::namesGroup,
              Map.of(KEY, (_, observed, _) -> observed.equals(NONE))),
          changing(
              LOGS,
              "AssociateKmsKey",
              LOG_GROUP,
              ChainObjects::namesGroup,
              Map.of(
                  KEY,
                  same("kmsKeyId"),
                  // Where the key changed meanwhile, the log group got a good one.
                  KeyCalls.STATE_OF_GROUP,
                  (call, _, chain) -> chain.isKey(call.text("kmsKeyId").orElse("")))),
          changing(
              LOGS,
              "PutLogGroupDeletionProtection",
              LOG_GROUP,
              ChainObjects::namesGroup,
              Map.of(PROTECTION, same("deletionProtectionEnabled"))),
          changing(
              LOGS,
              "PutDataProtectionPolicy",
              LOG_GROUP,
              ChainObjects::namesGroup,
              and(maybe(MISSING), Map.of(MASKING, LogCalls::masks))),
          changing(
              LOGS,
              "PutAccountPolicy",
              LOG_GROUP,
              isPolicy("DATA_PROTECTION_POLICY"),
              Map.of(MASKING, LogCalls::masks)));

  private LogCalls() {}

  private static Map<String, Shows> gone() {
    return always(MISSING);
  }

  private static Map<String, Shows> filter() {
    return and(
        // Whoever changed it before somebody deleted it may have broken it first.
        maybe(MISSING), settings());
  }

  private static Map<String, Shows> settings() {
    return Map.of(
        "pattern", same("filterPattern"),
        "metric namespace", transformed("metricNamespace", ""),
        "metric name", transformed("metricName", ""),
        "metric value", transformed("metricValue", ""),
        "default value", transformed("defaultValue", NONE),
        "unit", transformed("unit", NONE),
        "dimensions",
            Shows.when(
                call ->
                    transformations(call)
                        .anyMatch(it -> !it.object("dimensions").json().isEmpty())),
        "apply on transformed logs", same("applyOnTransformedLogs"),
        "field selection criteria", same("fieldSelectionCriteria"),
        "system field dimensions",
            Shows.when(call -> !call.texts("emitSystemFieldDimensions").isEmpty()));
  }

  private static Shows transformed(String parameter, String otherwise) {
    return (call, observed, chain) ->
        transformations(call).anyMatch(it -> same(parameter, otherwise).test(it, observed, chain));
  }

  private static Stream<JsonFields> transformations(JsonFields call) {
    return call.objects("metricTransformations").stream();
  }

  /** Of an account's policy: it holds for every log group, or for those that it selects. */
  private static BiPredicate<ChainObjects, JsonFields> isPolicy(String type) {
    return (_, call) -> call.text("policyType").filter(type::equals).isPresent();
  }

  /**
   * Whether a data protection policy masks what was found: an identifier of AWS's by the end of its
   * ARN, or one of the owner's by name and expression. Source: CloudWatch Logs User Guide, "Help
   * protect sensitive log data with masking".
   */
  private static boolean masks(JsonFields call, String observed, ChainObjects chain) {
    JsonFields policy = document(call);
    List<JsonFields> custom = policy.object("Configuration").objects("CustomDataIdentifier");
    return policy.objects("Statement").stream()
        .filter(it -> it.object("Operation").has("Deidentify"))
        .flatMap(it -> it.texts("DataIdentifier").stream())
        .map(it -> it.substring(it.lastIndexOf('/') + 1))
        .map(
            name ->
                custom.stream()
                    .filter(it -> it.text("Name").filter(name::equals).isPresent())
                    .flatMap(it -> it.text("Regex").stream())
                    .map(regex -> name + ": " + regex)
                    .findFirst()
                    .orElse(name))
        .anyMatch(it -> UntrustedText.safe(it, UntrustedText.LONG).equals(observed));
  }

  /** The policy, which is JSON in a text. */
  private static JsonFields document(JsonFields call) {
    try {
      return new JsonFields(Json.object(call.text("policyDocument").orElse("")));
    } catch (JsonException _) {
      return JsonFields.EMPTY;
    }
  }
}
