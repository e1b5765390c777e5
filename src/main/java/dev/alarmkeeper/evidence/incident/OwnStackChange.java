package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change of what alarmkeeper itself stands on. One row of the table is one way to silence it.
 * Sources: the API references of the services; CloudTrail records parameters with a small first
 * letter, and Lambda's operations with the version of its API.
 *
 * @param link the part that was changed
 * @param finding what it means, and what puts it back
 */
public record OwnStackChange(LinkId link, ReportedFinding finding) {
  /** The label of what such a call explains: the part is not as it was. */
  static final String LABEL = "drifted";

  private static final String ACCOUNT = "AWS::::Account";

  /** The word of a rule. */
  public static final String RULE = "rule";

  /** The word of an alarm that watches alarmkeeper. */
  public static final String WATCHER = "watching alarm";

  /** The word of the operations topic, whose subscriptions are a part of it. */
  public static final String TOPIC = "operations topic";

  /** What a look finds of the subscriptions: not one of them surely brings messages to people. */
  public static final String SUBSCRIBERS = "subscribers";

  /** The word of the function. */
  public static final String FUNCTION = "function";

  /** What a look finds of the function where it may run less often at once. */
  public static final String CONCURRENCY = "reserved concurrency";

  /** What a look finds of the function where it lets its rules in no more. */
  public static final String PERMISSIONS = "lets rules in";

  /** What a look finds of a rule or an alarm that is not there. */
  private static final String MISSING = BreakingCalls.MISSING;

  /**
   * A way to change a part.
   *
   * @param operations a regular expression; plain names between bars where it has causes
   * @param names what the parameters name
   * @param isOurs whether such a name is ours
   * @param part the word of the part
   * @param means what follows from it
   * @param causes what a look at the part may find after it, by its label; nothing where no look
   *     tells
   */
  private record Row(
      String service,
      String operations,
      Function<JsonFields, Stream<String>> names,
      BiPredicate<OwnStack, String> isOurs,
      String part,
      String means,
      Predicate<String> causes) {
    /** The same, after which a look may find this. */
    Row causing(Predicate<String> label) {
      return new Row(service, operations, names, isOurs, part, means, label);
    }

    private Row causing(String... labels) {
      return causing(List.of(labels)::contains);
    }

    private boolean isOf(ApiCall call) {
      return serviceOf(call).equals(service) && operationOf(call).matches(operations);
    }
  }

  private static final String BLIND = "Events may no longer wake alarmkeeper.";
  private static final String UNWATCHED = "Nobody may hear that alarmkeeper fails.";
  private static final String UNHEARD = "Nobody may hear what alarmkeeper finds.";
  private static final String CONFIG = "AWS Config may no longer ask or repair.";
  private static final String OVERRIDES = "What is kept alive may have changed.";
  private static final String RUNS = "What runs, or whether it runs, may have changed.";

  private static final List<Row> ROWS =
      List.of(
          rule("DisableRule", "name").causing("state"),
          rule("PutRule", "name").causing("state"),
          rule("DeleteRule", "name").causing(MISSING),
          rule("RemoveTargets", "rule").causing("targets"),
          rule("PutTargets", "rule").causing("targets"),
          row(
              "scheduler",
              "DeleteSchedule|UpdateSchedule",
              one("name"),
              OwnStack::isPart,
              "schedule",
              "Full checks may have stopped."),
          function("PutFunctionConcurrency|PutFunctionConcurrency20171031").causing(CONCURRENCY),
          function("RemovePermission|RemovePermission20150331|RemovePermission20150331v2")
              .causing(PERMISSIONS),
          function(
              "(DeleteFunction|PutFunction|UpdateFunction|AddPermission|RemovePermission"
                  + "|PutRuntimeManagementConfig)[A-Za-z]*[0-9v]*"),
          row(
              "dynamodb",
              "DeleteTable|UpdateTable|UpdateTimeToLive|UpdateContinuousBackups",
              one("tableName"),
              OwnStack::isTable,
              "table",
              "Evidence may be lost."),
          row(
              "dynamodb",
              "PutResourcePolicy",
              one("resourceArn"),
              OwnStack::isTable,
              "table",
              "Evidence may no longer be kept."),
          watcher("DeleteAlarms", asked -> asked.texts("alarmNames").stream()).causing(MISSING),
          watcher("DisableAlarmActions", asked -> asked.texts("alarmNames").stream())
              .causing("actions enabled"),
          watcher("PutMetricAlarm", one("alarmName")).causing("actions enabled", "actions"),
          watcher("PutCompositeAlarm|PutLogAlarm", one("alarmName")).causing(MISSING),
          watcher("SetAlarmState", one("alarmName")),
          topic("DeleteTopic", "topicArn").causing(MISSING, SUBSCRIBERS),
          topic("SetTopicAttributes|AddPermission|RemovePermission", "topicArn")
              .causing(OwnStackChange::isOfTopic),
          topic("PutDataProtectionPolicy", "resourceArn").causing(OwnStackChange::isOfTopic),
          topic("Unsubscribe", "subscriptionArn").causing(SUBSCRIBERS),
          topic("SetSubscriptionAttributes", "subscriptionArn").causing(OwnStackChange::isOfTopic),
          row(
              "sqs",
              "DeleteQueue|SetQueueAttributes|AddPermission|RemovePermission",
              asked -> asked.text("queueUrl").map(it -> it.replaceFirst(".*/", "")).stream(),
              OwnStack::isPart,
              "queue",
              "What could not be delivered may be lost unseen."),
          row(
              "iam",
              "DeleteRole|PutRolePolicy|DeleteRolePolicy|AttachRolePolicy|DetachRolePolicy"
                  + "|UpdateAssumeRolePolicy|(Put|Delete)RolePermissionsBoundary",
              one("roleName"),
              OwnStack::isPart,
              "role",
              "What alarmkeeper may do has changed."),
          config(
              "DeleteConfigRule|DeleteRemediationConfiguration|PutRemediationExceptions",
              one("configRuleName")),
          config("PutConfigRule", asked -> asked.text("configRule", "configRuleName").stream()),
          config(
              "PutRemediationConfigurations",
              asked ->
                  asked.objects("remediationConfigurations").stream()
                      .flatMap(it -> it.text("configRuleName").stream())),
          row(
              "ssm",
              "UpdateDocument|UpdateDocumentDefaultVersion|DeleteDocument",
              one("name"),
              OwnStack::isPart,
              "document",
              CONFIG),
          overrides("PutParameter|DeleteParameter", one("name")),
          overrides("DeleteParameters", asked -> asked.texts("names").stream()));

  /**
   * What a call has changed of alarmkeeper itself; empty where it failed, is of another sort, was
   * made elsewhere or is about something else.
   */
  public static Optional<OwnStackChange> of(ApiCall call, OwnStack own, Account account) {
    if (call.error().isPresent()
        || call.region().filter(it -> it.toString().equals(region(call, account))).isEmpty()
        || call.account().filter(it -> !it.toString().equals(account.id())).isPresent()) {
      return Optional.empty();
    }
    return ROWS.stream()
        .filter(row -> row.isOf(call))
        .flatMap(
            row ->
                row.names()
                    .apply(call.parameters())
                    .filter(name -> row.isOurs().test(own, name))
                    .map(name -> new OwnStackChange(row, operationOf(call), name, own, account)))
        .findFirst();
  }

  /**
   * What a call explains of what a look found of a part; empty where it cannot have caused any of
   * it, or changed something else.
   *
   * @param labels what was found
   */
  public static Optional<Set<String>> explains(
      ApiCall call, LinkId part, Set<String> labels, OwnStack own, Account account) {
    if (of(call, own, account).filter(it -> it.link().equals(part)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(explained(operationOf(call), part, labels)).filter(it -> !it.isEmpty());
  }

  /** What a call of a name, which surely changed the part, explains of what a look found of it. */
  static Set<String> explained(String operation, LinkId part, Set<String> labels) {
    return ROWS.stream()
        .filter(it -> part.name().startsWith(it.part() + " ") && operation.matches(it.operations()))
        .flatMap(it -> labels.stream().filter(it.causes()))
        .collect(Collectors.toSet());
  }

  /** The operations that can have led to what was found of a part, by their names in CloudTrail. */
  public static List<String> operationsBehind(LinkId part, Set<String> labels) {
    return ROWS.stream()
        .filter(it -> part.name().startsWith(it.part() + " "))
        .filter(it -> labels.stream().anyMatch(it.causes()))
        .flatMap(it -> Stream.of(it.operations().split("\\|", -1)))
        .distinct()
        .toList();
  }

  /** Whatever else a look finds of the topic, or of a subscription that is there. */
  private static boolean isOfTopic(String label) {
    return !label.equals(MISSING) && !label.equals(SUBSCRIBERS);
  }

  /**
   * The Region whose history has such a call: IAM's are recorded in one for the whole partition.
   */
  static String region(ApiCall call, Account account) {
    return serviceOf(call).equals("iam") ? account.globalRegion() : account.region();
  }

  private OwnStackChange(Row row, String operation, String name, OwnStack own, Account account) {
    LinkId link =
        new LinkId(
            Link.ALARMKEEPER,
            UntrustedText.safe(row.part() + " " + own.plain(name), UntrustedText.SHORT));
    this(
        link,
        new ReportedFinding(
            link.link(),
            link.name(),
            List.of(),
            Kind.DRIFTED,
            Severity.HIGH,
            List.of(),
            ReportedFinding.Todo.ASK,
            ReportedFinding.Result.NONE,
            row.means() + " If this was not meant, put it back.",
            Shell.inRegions(command(operation, name, own, account), _ -> account.region()),
            false,
            List.of()));
  }

  private static String command(String operation, String name, OwnStack own, Account account) {
    String word = Shell.word(own.isFunction(name) ? own.plain(name) : name);
    if (operation.startsWith("PutFunctionConcurrency")) {
      return "aws lambda delete-function-concurrency --function-name " + word;
    }
    return switch (operation) {
      case "DisableRule" -> "aws events enable-rule --name " + word;
      case "DisableAlarmActions" -> "aws cloudwatch enable-alarm-actions --alarm-names " + word;
      case "PutRemediationExceptions" ->
          "aws configservice delete-remediation-exceptions --config-rule-name %s --resource-keys ResourceType=%s,ResourceId=%s"
              .formatted(word, ACCOUNT, account.id());
      default -> drift(own);
    };
  }

  /** The command that shows all that is not as it was deployed. */
  public static String drift(OwnStack own) {
    return own.stack()
        .map(it -> "aws cloudformation detect-stack-drift --stack-name " + Shell.word(it))
        .orElse("");
  }

  private static String operationOf(ApiCall call) {
    return call.name().map(UntrustedText::toString).orElse("");
  }

  private static String serviceOf(ApiCall call) {
    return call.service().map(it -> it.toString().replace(".amazonaws.com", "")).orElse("");
  }

  private static Function<JsonFields, Stream<String>> one(String parameter) {
    return asked -> asked.text(parameter).stream();
  }

  private static Row rule(String operation, String parameter) {
    return row("events", operation, one(parameter), OwnStack::isPart, RULE, BLIND);
  }

  private static Row function(String operations) {
    return row("lambda", operations, one("functionName"), OwnStack::isFunction, FUNCTION, RUNS);
  }

  private static Row watcher(String operations, Function<JsonFields, Stream<String>> names) {
    return row("monitoring", operations, names, OwnStack::isPart, WATCHER, UNWATCHED);
  }

  private static Row topic(String operations, String parameter) {
    return row("sns", operations, one(parameter), OwnStack::isTopic, TOPIC, UNHEARD);
  }

  private static Row config(String operations, Function<JsonFields, Stream<String>> names) {
    return row("config", operations, names, OwnStack::isConfigRule, "AWS Config rule", CONFIG);
  }

  private static Row overrides(String operations, Function<JsonFields, Stream<String>> names) {
    return row("ssm", operations, names, OwnStack::isOverrides, "overrides parameter", OVERRIDES);
  }

  private static Row row(
      String service,
      String operations,
      Function<JsonFields, Stream<String>> names,
      BiPredicate<OwnStack, String> isOurs,
      String part,
      String means) {
    return new Row(service, operations, names, isOurs, part, means, _ -> false);
  }
}
