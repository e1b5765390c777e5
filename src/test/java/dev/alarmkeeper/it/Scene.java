package dev.alarmkeeper.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Saved;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A whole chain with everything that can be set, to be broken and looked at. */
final class Scene implements AutoCloseable {
  static final String ALARM = "root_usage_alarm";
  static final String FILTER = "root_usage_metric";
  static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";
  static final String MACHINE = "sqs:" + Keeper.QUEUE;
  static final String PERSON = "sec@example.com";
  static final String GROUP_KEY = "arn:aws:kms:us-east-1:111122223333:key/log-group";
  static final String KEY_ALIAS = "alias/alarms";

  private static final String LETS_CLOUDWATCH =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
         "Action": "kms:*", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"},
         "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}]}\
      """;

  private static final String[] SETTINGS = {
    "TRAIL_NAME",
    LocalAws.TRAIL,
    "LOG_GROUP_NAME",
    LocalAws.LOG_GROUP,
    "LOG_RETENTION_DAYS",
    "365",
    "LOG_GROUP_KMS_KEY_ID",
    GROUP_KEY,
    "LOG_GROUP_DELETION_PROTECTION",
    "true",
    "TOPIC_KMS_KEY_ID",
    KEY_ALIAS,
    "SUBSCRIPTIONS",
    MACHINE + ",email:" + PERSON
  };

  /** What changes without anybody changing the chain. */
  private static final List<String> VOLATILE =
      List.of(
          "creationTime",
          "SubscriptionArn",
          "StateValue",
          "StateReason",
          "StateReasonData",
          "StateUpdatedTimestamp",
          "StateTransitionedTimestamp",
          "AlarmConfigurationUpdatedTimestamp",
          "StartLoggingTime",
          "StopLoggingTime",
          // Whether what is masked blinds the filter shows in the policy's own document.
          "dataProtectionStatus",
          "TimeLoggingStarted",
          "TimeLoggingStopped",
          // It says where a filter policy looks, and there is none.
          "FilterPolicyScope");

  /** What the policies of tamperings ask that nobody can tell: it may hit, and it may not. */
  private static final List<String> DOUBTFUL =
      List.of(
          "aws:SourceOrgID",
          "aws:SourceIp",
          "aws:PrincipalAccount",
          "cloudwatch:*:alarm:*",
          "\"aws:SourceArn\": \"*\"");

  private final LocalAws aws = LocalAws.start();
  private final Attacker attacker;
  private final Keeper keeper;
  private final Keeper ownersKeeper;
  private final String topicKey;
  private final Saved whole;
  private final Map<String, ObjectNode> wholeChain;

  /** Makes the chain whole, with these settings in place of some of its own. */
  Scene(String... otherSettings) {
    aws.seedTrailAndLogGroup();
    Clients.of(aws, "owner")
        .logs()
        .putRetentionPolicy(it -> it.logGroupName(LocalAws.LOG_GROUP).retentionInDays(365));
    aws.kms().addKeyOf(GROUP_KEY);
    topicKey = aws.kms().addKey(KEY_ALIAS, LETS_CLOUDWATCH);
    keeper = Keeper.of(aws, settings(otherSettings));
    ownersKeeper = Keeper.of(aws, settings("SUBSCRIPTIONS", ""));
    keeper.repair();
    aws.sns().confirm(PERSON);
    Report report = keeper.repair();
    if (report.verdict() != Verdict.COMPLIANT) {
      throw new IllegalStateException("not whole: " + report.after());
    }
    attacker = new Attacker(this);
    whole = aws.save();
    wholeChain = chain();
  }

  static String[] settings(String... others) {
    String[] all = Arrays.copyOf(SETTINGS, SETTINGS.length + others.length);
    System.arraycopy(others, 0, all, SETTINGS.length, others.length);
    return all;
  }

  LocalAws aws() {
    return aws;
  }

  Keeper keeper() {
    return keeper;
  }

  /** The keeper whose settings name this audience. */
  Keeper keeper(Audience audience) {
    return switch (audience) {
      case NAMED -> keeper;
      case THE_OWNERS -> ownersKeeper;
    };
  }

  Attacker attacker() {
    return attacker;
  }

  /** The ARN of the topic's key. */
  String topicKey() {
    return topicKey;
  }

  /** Undoes everything. */
  void makeWhole() {
    aws.restore(whole);
  }

  /**
   * Whether every piece of the chain is as it was when it was whole, and nothing mutes it. It
   * compares documents, and so shares no judgement with the code under test.
   */
  boolean isWhole() {
    return differing().isEmpty();
  }

  /** The pieces that are not as they were when the chain was whole. */
  List<String> differing() {
    Map<String, ObjectNode> now = chain();
    return Stream.concat(
            Stream.concat(stuck(), undelivered()),
            Stream.concat(
                wholeChain.entrySet().stream()
                    .filter(was -> !was.getValue().equals(now.get(was.getKey())))
                    .map(
                        was ->
                            was.getKey()
                                + ": "
                                + now.get(was.getKey())
                                + ", not "
                                + was.getValue()),
                now.keySet().stream()
                    .filter(
                        key ->
                            (key.contains("mute rules") && mutesOurs(now, key))
                                || (!wholeChain.containsKey(key)
                                    && (blinds(now, key) || key.startsWith("queues "))))))
        .toList();
  }

  /** Our alarm, if it has been in ALARM for an hour, or without data since it was written. */
  private Stream<String> stuck() {
    ObjectNode alarm = aws.cloudWatch().alarm(ALARM);
    String state = alarm.path("StateValue").asText();
    boolean sinceAnHour = isOld(alarm.path("StateTransitionedTimestamp"));
    boolean writtenBefore = isOld(alarm.path("AlarmConfigurationUpdatedTimestamp"));
    return Stream.of(state)
        .filter(
            it ->
                sinceAnHour
                    && (it.equals("ALARM") || (it.equals("INSUFFICIENT_DATA") && writtenBefore)));
  }

  /** What SNS counted of our topic, where an endpoint may have got nothing. */
  private Stream<String> undelivered() {
    long failed = counted("NumberOfNotificationsFailed\u0001");
    long lost = counted("NumberOfNotificationsFailedToRedriveToDlq\u0001");
    boolean someGotNothing = failed >= counted("NumberOfMessagesPublished\u0001");
    return Stream.of("%d failed, %d lost".formatted(failed, lost))
        .filter(_ -> failed > 0 && (lost > 0 || someGotNothing));
  }

  private long counted(String metric) {
    return aws.documents().entrySet().stream()
        .filter(it -> it.getKey().contains("AWS/SNS") && it.getKey().contains(metric))
        .mapToLong(it -> it.getValue().path("Values").size())
        .sum();
  }

  private static boolean isOld(JsonNode time) {
    return time instanceof POJONode pojo
        && pojo.getPojo() instanceof Instant instant
        && instant.isBefore(Instant.now().minus(Duration.ofHours(1)));
  }

  /** Others' filters that feed our metric, and masking, unless it is one that hides nothing. */
  private static boolean blinds(Map<String, ObjectNode> now, String added) {
    String document = String.valueOf(now.get(added));
    return (added.contains("metric filters of")
            && document.contains("\"metricName\":\"" + FILTER + "\""))
        || ((added.contains("data protection") || added.contains("account policies"))
            && !document.contains("EmployeeID"));
  }

  private static boolean mutesOurs(Map<String, ObjectNode> now, String rule) {
    String document = String.valueOf(now.get(rule));
    return document.contains(ALARM) || !document.contains("AlarmNames");
  }

  /** Everything that exists, without what changes by itself. */
  Map<String, ObjectNode> chain() {
    Map<String, ObjectNode> chain = new TreeMap<>();
    aws.documents()
        .forEach(
            (key, document) -> {
              if (!key.contains("alarm history") && !key.startsWith("messages")) {
                chain.put(name(key, document), settled(document));
              }
            });
    return chain;
  }

  /** Subscriptions are known by where they go: their ARNs are made up at each subscription. */
  private static String name(String key, ObjectNode document) {
    return document.has("Endpoint") ? "subscription " + document.path("Endpoint").asText() : key;
  }

  private ObjectNode settled(ObjectNode document) {
    document.remove(VOLATILE);
    document.withObjectProperty("Status").remove(VOLATILE);
    ObjectNode attributes = document.withObjectProperty("Attributes");
    attributes.remove(VOLATILE);
    if (attributes.path("FilterPolicy").asText().equals("{}")) {
      attributes.remove("FilterPolicy");
    }
    // Data protection that no alarm meets is harmless.
    String protection = document.path("DataProtectionPolicy").asText();
    if (protection.contains("EID-") || protection.contains(":user/")) {
      document.remove("DataProtectionPolicy");
    }
    // "For ever" is long enough, too.
    if (document.has("logGroupName") && document.path("retentionInDays").asInt(365) >= 365) {
      document.remove("retentionInDays");
    }
    // What others added stays: what counts is whether it keeps our alarm from our topic.
    if (attributes.has("Policy")) {
      String policy = attributes.path("Policy").asText();
      boolean denies = policy.contains("\"Deny\"");
      boolean isClear =
          policy.contains("AlarmkeeperLets") || DOUBTFUL.stream().noneMatch(policy::contains);
      boolean lets =
          aws.sns()
              .letsAlarmPublish(TOPIC, LocalAws.ACCOUNT, aws.arn("cloudwatch", "alarm:" + ALARM));
      attributes.put("Policy", lets && !denies && isClear ? "lets our alarm publish" : "does not");
    }
    if (document.has("AlarmActions")) {
      boolean ours = document.path("AlarmActions").toString().contains(TOPIC + "\"");
      document.put("AlarmActions", ours ? "our topic" : "not our topic");
    }
    return document;
  }

  @Override
  public void close() {
    aws.close();
  }
}
