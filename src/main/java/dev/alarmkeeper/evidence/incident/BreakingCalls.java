package dev.alarmkeeper.evidence.incident;

import static dev.alarmkeeper.chain.Link.ALARM;
import static dev.alarmkeeper.chain.Link.LOG_GROUP;
import static dev.alarmkeeper.chain.Link.METRIC_FILTER;
import static dev.alarmkeeper.chain.Link.SUBSCRIPTION;
import static dev.alarmkeeper.chain.Link.TOPIC;
import static dev.alarmkeeper.chain.Link.TRAIL;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.evidence.report.ReportedFinding.Todo;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which call can have broken what: the operation, the parameter that names the object, and the
 * findings that it can cause. One row is one way to break a link. A call in another account or
 * Region, or about an object of another log group, is no match. Sources of the parameters' names:
 * the API references of CloudTrail, CloudWatch Logs, CloudWatch and SNS; CloudTrail records them
 * with a small first letter.
 */
public final class BreakingCalls {
  /** The label of a link that is not there. */
  static final String MISSING = "missing";

  private static final String LOGS = "logs.amazonaws.com";
  private static final String ALARMS = "monitoring.amazonaws.com";
  private static final String SNS = "sns.amazonaws.com";
  private static final String TRAILS = "cloudtrail.amazonaws.com";

  /** How findings name what mutes an alarm from outside. */
  private static final String MUTE_RULE = "mute rule ";

  /**
   * A way to break a link.
   *
   * @param names whether the parameters name the object
   * @param causes the labels of the findings that it can cause, each with how a call shows that it
   *     did: the call's parameters, and what was observed
   */
  private record Row(
      String service,
      String operation,
      Link link,
      BiPredicate<JsonFields, ChainObjects> names,
      Map<String, BiPredicate<JsonFields, String>> causes) {}

  private static final List<Row> ROWS =
      List.of(
          row(LOGS, "DeleteMetricFilter", METRIC_FILTER, BreakingCalls::namesFilter, gone()),
          row(LOGS, "PutMetricFilter", METRIC_FILTER, BreakingCalls::namesFilter, filter()),
          row(LOGS, "DeleteLogGroup", METRIC_FILTER, BreakingCalls::namesGroup, gone()),
          row(LOGS, "DeleteLogGroup", LOG_GROUP, BreakingCalls::namesGroup, gone()),
          row(
              LOGS,
              "PutRetentionPolicy",
              LOG_GROUP,
              BreakingCalls::namesGroup,
              Map.of("retention in days", same("retentionInDays"))),
          row(
              LOGS,
              "DisassociateKmsKey",
              LOG_GROUP,
              BreakingCalls::namesGroup,
              Map.of("KMS key", (_, observed) -> observed.equals("none"))),
          row(
              LOGS,
              "AssociateKmsKey",
              LOG_GROUP,
              BreakingCalls::namesGroup,
              Map.of("KMS key", same("kmsKeyId"))),
          row(
              LOGS,
              "PutLogGroupDeletionProtection",
              LOG_GROUP,
              BreakingCalls::namesGroup,
              Map.of("deletion protection", same("deletionProtectionEnabled"))),
          row(ALARMS, "DeleteAlarms", ALARM, BreakingCalls::listsAlarm, gone()),
          row(ALARMS, "PutMetricAlarm", ALARM, BreakingCalls::namesAlarm, alarm()),
          row(ALARMS, "PutCompositeAlarm", ALARM, BreakingCalls::namesAlarm, always("type")),
          row(ALARMS, "PutLogAlarm", ALARM, BreakingCalls::namesAlarm, always("type")),
          row(
              ALARMS,
              "DisableAlarmActions",
              ALARM,
              BreakingCalls::listsAlarm,
              always("actions enabled")),
          row(
              ALARMS,
              "PutAlarmMuteRule",
              ALARM,
              (call, chain) -> chain.name().equals(MUTE_RULE + call.text("name").orElse("")),
              always("mute rule")),
          row(SNS, "DeleteTopic", TOPIC, BreakingCalls::namesTopic, gone()),
          row(SNS, "DeleteTopic", SUBSCRIPTION, BreakingCalls::namesTopic, gone()),
          row(
              SNS,
              "SetTopicAttributes",
              TOPIC,
              attribute("Policy", BreakingCalls::namesTopic),
              always(
                  "lets CloudWatch alarms publish",
                  "deny statements that hit CloudWatch",
                  "deny statements that may hit CloudWatch")),
          row(
              SNS,
              "SetTopicAttributes",
              TOPIC,
              attribute("KmsMasterKeyId", BreakingCalls::namesTopic),
              Map.of(
                  "KMS key",
                  same("attributeValue"),
                  "usable KMS key",
                  same("attributeValue"),
                  "state of the KMS key",
                  (_, _) -> true,
                  "key policy lets CloudWatch encrypt",
                  (_, _) -> true,
                  "deny statements of the key that hit CloudWatch",
                  (_, _) -> true,
                  "deny statements of the key that may hit CloudWatch",
                  (_, _) -> true)),
          row(
              SNS,
              "RemovePermission",
              TOPIC,
              BreakingCalls::namesTopic,
              always("lets CloudWatch alarms publish")),
          row(
              SNS,
              "PutDataProtectionPolicy",
              TOPIC,
              (call, chain) -> call.text("resourceArn").filter(chain::isTopic).isPresent(),
              // It replaces the whole policy.
              always(
                  "data protection that may stop messages",
                  "data protection that may empty messages")),
          row(SNS, "Unsubscribe", SUBSCRIPTION, BreakingCalls::namesSubscription, gone()),
          row(
              SNS,
              "SetSubscriptionAttributes",
              SUBSCRIPTION,
              attribute("FilterPolicy", BreakingCalls::namesSubscription),
              Map.of("filter policy", same("attributeValue"))),
          row(
              SNS,
              "SetSubscriptionAttributes",
              SUBSCRIPTION,
              attribute("DeliveryPolicy", BreakingCalls::namesSubscription),
              Map.of("delivery policy", same("attributeValue"))),
          row(
              SNS,
              "SetSubscriptionAttributes",
              SUBSCRIPTION,
              attribute("RedrivePolicy", BreakingCalls::namesSubscription),
              always("dead-letter queue")),
          row(TRAILS, "DeleteTrail", TRAIL, BreakingCalls::namesTrail, gone()),
          row(TRAILS, "StopLogging", TRAIL, BreakingCalls::namesTrail, always("logging")),
          row(
              TRAILS,
              "UpdateTrail",
              TRAIL,
              BreakingCalls::namesTrail,
              Map.of(
                  "multi-region",
                  same("isMultiRegionTrail"),
                  "log group",
                  (call, observed) ->
                      shown(call, "cloudWatchLogsLogGroupArn").startsWith(observed)
                          || (observed.equals("none")
                              && shown(call, "cloudWatchLogsLogGroupArn").isEmpty()),
                  "delivery role",
                  (call, _) -> shown(call, "cloudWatchLogsRoleArn").isEmpty(),
                  "delivery error",
                  (_, _) -> false,
                  "last delivery",
                  (_, _) -> false)),
          row(
              TRAILS,
              "PutEventSelectors",
              TRAIL,
              (call, chain) -> chain.isTrail(call.text("trailName").orElse("")),
              // It replaces all selectors, so that the last one says what is recorded.
              always("records writes", "records reads", "leaves out")));

  private BreakingCalls() {}

  /** Every operation of the table. */
  public static Set<String> operations() {
    return ROWS.stream().map(Row::operation).collect(Collectors.toSet());
  }

  /** The Region whose event history has the calls that can break a link. */
  public static String region(LinkId link, Desired desired) {
    return new ChainObjects(desired, link).region();
  }

  /** What is wrong with a link, in the words by which the table names it. */
  public static Set<String> labels(List<ReportedFinding> findings) {
    return observed(findings).keySet();
  }

  /** The operations that can have led to what was found, by their names in CloudTrail. */
  public static List<String> operationsBehind(Incident incident) {
    Set<String> labels = labels(incident.findings());
    return ROWS.stream()
        .filter(it -> it.link() == incident.subject().link())
        .filter(it -> labels.isEmpty() || it.causes().keySet().stream().anyMatch(labels::contains))
        .map(Row::operation)
        .distinct()
        .toList();
  }

  /**
   * What a call explains of what was found; empty where it is no candidate: it failed, is of a sort
   * that cannot cause it, or is about something else.
   *
   * @param findings of the link; where there are none, whatever the call can cause counts
   * @return the labels that the parameters explain: none of them may be, and the call a candidate
   *     still
   */
  public static Optional<Set<String>> explains(
      ApiCall call, LinkId link, List<ReportedFinding> findings, Desired desired) {
    Map<String, String> observed = observed(findings);
    ChainObjects chain = new ChainObjects(desired, link);
    List<Row> rows =
        ROWS.stream()
            .filter(it -> it.link() == link.link() && isOf(it, call))
            .filter(
                it ->
                    observed.isEmpty()
                        || it.causes().keySet().stream().anyMatch(observed::containsKey))
            .filter(_ -> call.error().isEmpty() && chain.isWhere(call))
            .filter(it -> it.names().test(call.parameters(), chain))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Set<String> explained = new HashSet<>();
    for (Row row : rows) {
      row.causes()
          .forEach(
              (label, shows) -> {
                if (observed.isEmpty()
                    || (observed.containsKey(label)
                        && shows.test(call.parameters(), observed.getOrDefault(label, "")))) {
                  explained.add(label);
                }
              });
    }
    return Optional.of(explained);
  }

  private static boolean isOf(Row row, ApiCall call) {
    return call.name().filter(it -> it.toString().equals(row.operation())).isPresent()
        && call.service().filter(it -> !it.toString().equals(row.service())).isEmpty();
  }

  /** What was observed, by label. */
  private static Map<String, String> observed(List<ReportedFinding> findings) {
    Map<String, String> observed = new HashMap<>();
    for (ReportedFinding finding : findings) {
      if (finding.todo() == Todo.NOTE) {
        continue;
      }
      if (finding.kind() == Kind.DRIFTED && !finding.differences().isEmpty()) {
        for (Shown difference : finding.differences()) {
          observed.put(difference.field(), difference.observed());
        }
      } else {
        observed.put(finding.kind().name().toLowerCase(Locale.ROOT), "");
      }
    }
    return observed;
  }

  private static Row row(
      String service,
      String operation,
      Link link,
      BiPredicate<JsonFields, ChainObjects> names,
      Map<String, BiPredicate<JsonFields, String>> causes) {
    return new Row(service, operation, link, names, causes);
  }

  private static Map<String, BiPredicate<JsonFields, String>> gone() {
    return always(MISSING);
  }

  /** Whatever its parameters are, after such a call this is so. */
  private static Map<String, BiPredicate<JsonFields, String>> always(String... labels) {
    return Arrays.stream(labels).collect(Collectors.toMap(it -> it, _ -> (_, _) -> true));
  }

  private static BiPredicate<JsonFields, String> same(String parameter) {
    return (call, observed) -> shown(call, parameter).equals(observed);
  }

  private static Map<String, BiPredicate<JsonFields, String>> filter() {
    return Map.of(
        "pattern", same("filterPattern"),
        "metric namespace", transformed("metricNamespace"),
        "metric name", transformed("metricName"),
        "metric value", transformed("metricValue"),
        "default value", transformed("defaultValue"),
        "unit", transformed("unit"),
        "dimensions",
            (call, _) ->
                transformations(call).anyMatch(it -> !it.object("dimensions").json().isEmpty()),
        "apply on transformed logs", same("applyOnTransformedLogs"),
        "field selection criteria", same("fieldSelectionCriteria"),
        "system field dimensions", (call, _) -> !call.texts("emitSystemFieldDimensions").isEmpty());
  }

  private static BiPredicate<JsonFields, String> transformed(String parameter) {
    return (call, observed) ->
        transformations(call).anyMatch(it -> isSame(shown(it, parameter), observed));
  }

  private static Stream<JsonFields> transformations(JsonFields call) {
    return call.objects("metricTransformations").stream();
  }

  private static Map<String, BiPredicate<JsonFields, String>> alarm() {
    Map<String, BiPredicate<JsonFields, String>> causes = new HashMap<>();
    causes.put("actions enabled", same("actionsEnabled"));
    causes.put("namespace", same("namespace"));
    causes.put("metric", same("metricName"));
    causes.put("dimensions", (call, _) -> !call.objects("dimensions").isEmpty());
    causes.put("statistic", same("statistic"));
    causes.put("unit", same("unit"));
    causes.put("period", (call, observed) -> (shown(call, "period") + " s").equals(observed));
    causes.put("evaluation periods", same("evaluationPeriods"));
    causes.put(
        "datapoints to alarm",
        (call, observed) ->
            shown(call, call.has("datapointsToAlarm") ? "datapointsToAlarm" : "evaluationPeriods")
                .equals(observed));
    // It replaces the whole alarm, so that what is there now is what it wrote.
    causes.put("condition", (call, _) -> call.has("threshold"));
    causes.put("missing data", same("treatMissingData"));
    causes.put("alarm actions", (_, _) -> true);
    causes.put("room for our action", (_, _) -> true);
    for (String extra :
        List.of(
            "Metrics",
            "EvaluationCriteria",
            "EvaluationWindow",
            "EvaluationInterval",
            "WarmUpConfiguration")) {
      causes.put(
          extra,
          (call, _) -> call.has(Character.toLowerCase(extra.charAt(0)) + extra.substring(1)));
    }
    return Map.copyOf(causes);
  }

  /** A parameter as findings show it. */
  private static String shown(JsonFields call, String parameter) {
    Object value = call.json().get(parameter);
    return value == null ? "" : UntrustedText.safe(value.toString(), UntrustedText.LONG);
  }

  private static boolean isSame(String one, String other) {
    try {
      return one.equals(other) || Double.parseDouble(one) == Double.parseDouble(other);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean namesFilter(JsonFields call, ChainObjects chain) {
    return namesGroup(call, chain)
        && call.text("filterName").filter(chain.name()::equals).isPresent();
  }

  private static boolean namesGroup(JsonFields call, ChainObjects chain) {
    return Stream.of("logGroupName", "logGroupIdentifier", "resourceIdentifier")
        .flatMap(it -> call.text(it).stream())
        .anyMatch(chain::isGroup);
  }

  private static boolean namesAlarm(JsonFields call, ChainObjects chain) {
    return call.text("alarmName").filter(chain.name()::equals).isPresent();
  }

  private static boolean listsAlarm(JsonFields call, ChainObjects chain) {
    return call.texts("alarmNames").contains(chain.name());
  }

  private static boolean namesTopic(JsonFields call, ChainObjects chain) {
    return call.text("topicArn").filter(chain::isTopic).isPresent();
  }

  /** Which of a topic's subscriptions an ARN means, it does not say. */
  private static boolean namesSubscription(JsonFields call, ChainObjects chain) {
    return call.text("subscriptionArn")
        .filter(it -> it.contains(":"))
        .filter(it -> chain.isTopic(it.substring(0, it.lastIndexOf(':'))))
        .isPresent();
  }

  private static boolean namesTrail(JsonFields call, ChainObjects chain) {
    return chain.isTrail(call.text("name").orElse(""));
  }

  private static BiPredicate<JsonFields, ChainObjects> attribute(
      String name, BiPredicate<JsonFields, ChainObjects> names) {
    return names.and((call, _) -> call.text("attributeName").filter(name::equals).isPresent());
  }
}
