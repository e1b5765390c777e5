package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
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

  /**
   * A way to change a part.
   *
   * @param operations a regular expression
   * @param names what the parameters name
   * @param isOurs whether such a name is ours
   * @param part the word of the part
   * @param means what follows from it
   */
  private record Row(
      String service,
      String operations,
      Function<JsonFields, Stream<String>> names,
      BiPredicate<OwnStack, String> isOurs,
      String part,
      String means) {}

  private static final String RULE = "Events may no longer wake alarmkeeper.";
  private static final String WATCHER = "Nobody may hear that alarmkeeper fails.";
  private static final String TOPIC = "Nobody may hear what alarmkeeper finds.";
  private static final String CONFIG = "AWS Config may no longer ask or repair.";

  private static final List<Row> ROWS =
      List.of(
          row(
              "events",
              "DisableRule|DeleteRule|PutRule",
              one("name"),
              OwnStack::isPart,
              "rule",
              RULE),
          row("events", "RemoveTargets|PutTargets", one("rule"), OwnStack::isPart, "rule", RULE),
          row(
              "scheduler",
              "DeleteSchedule|UpdateSchedule",
              one("name"),
              OwnStack::isPart,
              "schedule",
              "Full checks may have stopped."),
          row(
              "lambda",
              "(DeleteFunction|PutFunction|UpdateFunction|AddPermission|RemovePermission"
                  + "|PutRuntimeManagementConfig)[A-Za-z]*[0-9v]*",
              one("functionName"),
              OwnStack::isFunction,
              "function",
              "What runs, or whether it runs, may have changed."),
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
          row(
              "monitoring",
              "DeleteAlarms|DisableAlarmActions",
              asked -> asked.texts("alarmNames").stream(),
              OwnStack::isPart,
              "watching alarm",
              WATCHER),
          row(
              "monitoring",
              "PutMetricAlarm|PutCompositeAlarm|PutLogAlarm|SetAlarmState",
              one("alarmName"),
              OwnStack::isPart,
              "watching alarm",
              WATCHER),
          row(
              "sns",
              "DeleteTopic|SetTopicAttributes|AddPermission|RemovePermission",
              one("topicArn"),
              OwnStack::isTopic,
              "operations topic",
              TOPIC),
          row(
              "sns",
              "PutDataProtectionPolicy",
              one("resourceArn"),
              OwnStack::isTopic,
              "operations topic",
              TOPIC),
          row(
              "sns",
              "Unsubscribe|SetSubscriptionAttributes",
              one("subscriptionArn"),
              OwnStack::isTopic,
              "operations subscription",
              TOPIC),
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
          row(
              "config",
              "DeleteConfigRule|DeleteRemediationConfiguration|PutRemediationExceptions",
              one("configRuleName"),
              OwnStack::isConfigRule,
              "AWS Config rule",
              CONFIG),
          row(
              "config",
              "PutConfigRule",
              asked -> asked.text("configRule", "configRuleName").stream(),
              OwnStack::isConfigRule,
              "AWS Config rule",
              CONFIG),
          row(
              "config",
              "PutRemediationConfigurations",
              asked ->
                  asked.objects("remediationConfigurations").stream()
                      .flatMap(it -> it.text("configRuleName").stream()),
              OwnStack::isConfigRule,
              "AWS Config rule",
              CONFIG),
          row(
              "ssm",
              "UpdateDocument|UpdateDocumentDefaultVersion|DeleteDocument",
              one("name"),
              OwnStack::isPart,
              "document",
              CONFIG),
          row(
              "ssm",
              "PutParameter|DeleteParameter",
              one("name"),
              OwnStack::isOverrides,
              "overrides parameter",
              "What is kept alive may have changed."),
          row(
              "ssm",
              "DeleteParameters",
              asked -> asked.texts("names").stream(),
              OwnStack::isOverrides,
              "overrides parameter",
              "What is kept alive may have changed."));

  /**
   * What a call has changed of alarmkeeper itself; empty where it failed, is of another sort, was
   * made elsewhere or is about something else.
   */
  public static Optional<OwnStackChange> of(ApiCall call, OwnStack own, Account account) {
    String operation = call.name().map(UntrustedText::toString).orElse("");
    if (call.error().isPresent()
        || call.region().filter(it -> it.toString().equals(region(call, account))).isEmpty()
        || call.account().filter(it -> !it.toString().equals(account.id())).isPresent()) {
      return Optional.empty();
    }
    return ROWS.stream()
        .filter(row -> service(call).equals(row.service()) && operation.matches(row.operations()))
        .flatMap(
            row ->
                row.names()
                    .apply(call.parameters())
                    .filter(name -> row.isOurs().test(own, name))
                    .map(own::plain)
                    .map(name -> new OwnStackChange(row, operation, name, own, account)))
        .findFirst();
  }

  /**
   * The Region whose history has such a call: IAM's are recorded in one for the whole partition.
   */
  static String region(ApiCall call, Account account) {
    return service(call).equals("iam") ? account.globalRegion() : account.region();
  }

  private OwnStackChange(Row row, String operation, String name, OwnStack own, Account account) {
    LinkId link =
        new LinkId(
            Link.ALARMKEEPER, UntrustedText.safe(row.part() + " " + name, UntrustedText.SHORT));
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
    String word = Shell.word(name);
    if (operation.startsWith("PutFunctionConcurrency")) {
      return "aws lambda delete-function-concurrency --function-name " + word;
    }
    return switch (operation) {
      case "DisableRule" -> "aws events enable-rule --name " + word;
      case "DisableAlarmActions" -> "aws cloudwatch enable-alarm-actions --alarm-names " + word;
      case "PutRemediationExceptions" ->
          "aws configservice delete-remediation-exceptions --config-rule-name %s --resource-keys ResourceType=%s,ResourceId=%s"
              .formatted(word, ACCOUNT, account.id());
      default ->
          own.stack()
              .map(it -> "aws cloudformation detect-stack-drift --stack-name " + Shell.word(it))
              .orElse("");
    };
  }

  private static String service(ApiCall call) {
    return call.service().map(it -> it.toString().replace(".amazonaws.com", "")).orElse("");
  }

  private static Function<JsonFields, Stream<String>> one(String parameter) {
    return asked -> asked.text(parameter).stream();
  }

  private static Row row(
      String service,
      String operations,
      Function<JsonFields, Stream<String>> names,
      BiPredicate<OwnStack, String> isOurs,
      String part,
      String means) {
    return new Row(service, operations, names, isOurs, part, means);
  }
}
