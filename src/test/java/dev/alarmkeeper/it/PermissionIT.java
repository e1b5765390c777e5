package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.BusEvents;
import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.ConfigRules;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.Parameters;
import dev.alarmkeeper.aws.Permission;
import dev.alarmkeeper.aws.Permission.When;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.evidence.history.EventHistory.Attribute;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.EventBus.Event;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.evidence.report.ConfigVerdict;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of permissions is what the code really calls: no row less, and none more. */
class PermissionIT {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";
  private static final String TABLE = "evidence";
  private static final String ALARM = "root_usage_alarm";

  /**
   * The operations that another action authorises. Sources: DynamoDB Developer Guide, "Using IAM
   * with DynamoDB transactions" and "IAM security policies with PartiQL for DynamoDB".
   */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "dynamodb:TransactWriteItems", "dynamodb:PutItem",
          "dynamodb:ExecuteStatement", "dynamodb:PartiQLSelect");

  private LocalAws aws;
  private Clients attacker;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    attacker = Clients.of(aws, "attacker");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void whatTheCodeCallsIsWhatTheTableGrants() {
    String key = aws.kms().addKey("alias/alarms", cloudWatchMayUse());
    Keeper keeper =
        Keeper.of(
            aws,
            "LOG_GROUP_NAME",
            LocalAws.LOG_GROUP,
            "LOG_RETENTION_DAYS",
            "365",
            "LOG_GROUP_KMS_KEY_ID",
            key,
            "LOG_GROUP_DELETION_PROTECTION",
            "true",
            "TOPIC_KMS_KEY_ID",
            "alias/alarms",
            "SUBSCRIPTIONS",
            "sqs:%s,lambda:%s".formatted(Keeper.QUEUE, aws.functions().add("tell", "")),
            "EVIDENCE_TABLE",
            TABLE);
    // Everything that can be missing, and everything that can be wrong in what is there.
    keeper.repair();
    maskEverything();
    keeper.observe();
    breakWhatCanBeBroken();
    keeper.repair();
    answerConfig();
    readOverrides();
    tell();
    new OwnStackScene(aws).look();

    Set<String> called = called(aws);
    try (DrillScene drills = new DrillScene()) {
      drills.run();
      drills.pass(20);
      called.addAll(called(drills.aws));
    }
    Set<String> granted =
        Arrays.stream(Permission.values())
            .filter(it -> it.when() != When.BY_LAMBDA)
            .map(Permission::action)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called).isEqualTo(granted);
  }

  private static Set<String> called(LocalAws aws) {
    return aws.journal().of(Keeper.NAME).entries().stream()
        .map(it -> ACTIONS.getOrDefault(it.operation(), it.operation()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void observingCallsNothingThatWritesToTheChain() {
    Keeper.of(aws, "EVIDENCE_TABLE", TABLE).observe();

    Set<String> reads =
        Arrays.stream(Permission.values())
            .filter(it -> it.when() == When.ALWAYS || it.when() == When.TELLING)
            .map(Permission::action)
            .collect(Collectors.toSet());
    assertThat(aws.journal().of(Keeper.NAME).entries())
        .isNotEmpty()
        .extracting(it -> ACTIONS.getOrDefault(it.operation(), it.operation()))
        .isSubsetOf(reads);
  }

  private void maskEverything() {
    attacker
        .logs()
        .putDataProtectionPolicy(
            it ->
                it.logGroupIdentifier(LocalAws.LOG_GROUP)
                    .policyDocument(Attacker.masking("[a-z]+")));
    attacker
        .logs()
        .putAccountPolicy(
            it ->
                it.policyName("mask")
                    .policyType("DATA_PROTECTION_POLICY")
                    .policyDocument(Attacker.masking("[A-Z]+")));
  }

  private void breakWhatCanBeBroken() {
    attacker.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
    attacker.cloudWatch().disableAlarmActions(it -> it.alarmNames(ALARM));
    attacker
        .sns()
        .setTopicAttributes(
            it ->
                it.topicArn(TOPIC)
                    .attributeName("Policy")
                    .attributeValue(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"AWS":"111122223333"},"Action":"SNS:*","Resource":"%s"}]}\
                        """
                            .formatted(TOPIC)));
    attacker
        .logs()
        .putLogGroupDeletionProtection(
            it -> it.logGroupIdentifier(LocalAws.LOG_GROUP).deletionProtectionEnabled(false));
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    attacker
        .cloudWatch()
        .putAlarmMuteRule(
            it ->
                it.name("hush")
                    .rule(r -> r.schedule(s -> s.expression("cron(* * * * *)").duration("PT1H"))));
    String subscription =
        attacker
            .sns()
            .listSubscriptionsByTopic(it -> it.topicArn(TOPIC))
            .subscriptions()
            .getFirst()
            .subscriptionArn();
    attacker
        .sns()
        .setSubscriptionAttributes(
            it ->
                it.subscriptionArn(subscription)
                    .attributeName("FilterPolicy")
                    .attributeValue("{\"severity\":[\"none\"]}"));
  }

  private void answerConfig() {
    Clients as = Clients.of(aws, Keeper.NAME);
    ConfigRules rules = new ConfigRules(as::config);
    rules.put(
        aws.config().resultToken(),
        Instant.now(),
        List.of(new ComplianceSink.Entry("AWS::::Account", LocalAws.ACCOUNT, ConfigVerdict.GONE)));
    rules.reevaluate("alarmkeeper-chain");
  }

  private void readOverrides() {
    Clients as = Clients.of(aws, Keeper.NAME);
    new Parameters(as.ssm()).text("/alarmkeeper/overrides");
  }

  private void tell() {
    Clients as = Clients.of(aws, Keeper.NAME);
    DocumentStore ledger = new DynamoDocumentStore(as.dynamoDb(), aws.region(), TABLE);
    ledger.put(DocumentStore.Entry.fresh("incident", "1", Map.of()));
    ledger.all("incident");
    ledger.allOf(Set.of("incident"));
    new BusEvents(as::eventBridge, "default")
        .put(List.of(new Event("Chain Drifted", Instant.now(), Map.of())));
    new SnsOperationsTopic(as.sns(), TOPIC).send(new Notice("a subject", "a body"));
    var history =
        new CloudTrailHistory(as.logs(), _ -> as.cloudTrail(), new Pace(Instant::now, _ -> {}));
    Window window = new Window(Instant.EPOCH, Instant.now());
    history.delivered(LocalAws.LOG_GROUP, "", window, Optional.empty());
    history.remembered(
        aws.region(), Attribute.EVENT_NAME, "DeleteAlarms", window, Optional.empty());
  }

  private static String cloudWatchMayUse() {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"Service":"cloudwatch.amazonaws.com"},
    "Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}]}\
    """;
  }
}
