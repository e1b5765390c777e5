package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Somebody who may do everything in the account, and knows how, through the real SDK. */
final class Attacker {
  static final String LOOT = "loot";
  static final String ROOT_USAGE =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  private final Scene scene;
  private final Clients clients;

  Attacker(Scene scene) {
    this.scene = scene;
    this.clients = Clients.of(scene.aws(), "attacker");
  }

  LocalAws aws() {
    return scene.aws();
  }

  CloudTrailClient cloudTrail() {
    return clients.cloudTrail();
  }

  CloudWatchLogsClient logs() {
    return clients.logs();
  }

  CloudWatchClient cloudWatch() {
    return clients.cloudWatch();
  }

  SnsClient sns() {
    return clients.sns();
  }

  void updateTrail(Consumer<UpdateTrailRequest.Builder> change) {
    cloudTrail().updateTrail(it -> change.accept(it.name(LocalAws.TRAIL)));
  }

  /** Has the trail deliver to a log group of their own. */
  void redirectTrail() {
    logs().createLogGroup(it -> it.logGroupName(LOOT));
    updateTrail(it -> it.cloudWatchLogsLogGroupArn(aws().arn("logs", "log-group:" + LOOT + ":*")));
  }

  void selectEvents(Consumer<EventSelector.Builder> change) {
    EventSelector.Builder selector =
        EventSelector.builder().readWriteType("All").includeManagementEvents(true);
    change.accept(selector);
    cloudTrail()
        .putEventSelectors(it -> it.trailName(LocalAws.TRAIL).eventSelectors(selector.build()));
  }

  /** Advanced selectors: a category, and a further condition. */
  void selectEvents(String category, AdvancedFieldSelector... conditions) {
    AdvancedFieldSelector of =
        AdvancedFieldSelector.builder().field("eventCategory").equalsValue(category).build();
    cloudTrail()
        .putEventSelectors(
            it ->
                it.trailName(LocalAws.TRAIL)
                    .advancedEventSelectors(
                        AdvancedEventSelector.builder()
                            .fieldSelectors(
                                Stream.concat(Stream.of(of), Stream.of(conditions)).toList())
                            .build()));
  }

  /** The last delivery was so long ago, or failed. */
  void delivers(Instant latest, String error) {
    aws()
        .cloudTrail()
        .deliveryToLogGroup(aws().arn("cloudtrail", "trail/" + LocalAws.TRAIL), latest, error);
  }

  void deleteLogGroup() {
    unprotectLogGroup();
    logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
  }

  void unprotectLogGroup() {
    logs()
        .putLogGroupDeletionProtection(
            it -> it.logGroupIdentifier(LocalAws.LOG_GROUP).deletionProtectionEnabled(false));
  }

  /** Writes our filter again, with another pattern. */
  void putPattern(String pattern) {
    putFilter(it -> it.filterPattern(pattern), _ -> {});
  }

  /** Writes our filter again, publishing something else. */
  void putTransformation(Consumer<MetricTransformation.Builder> change) {
    putFilter(_ -> {}, change);
  }

  void putFilter(
      Consumer<PutMetricFilterRequest.Builder> change,
      Consumer<MetricTransformation.Builder> transformation) {
    MetricTransformation.Builder published =
        MetricTransformation.builder()
            .metricNamespace("CISBenchmark")
            .metricName(Scene.FILTER)
            .metricValue("1");
    transformation.accept(published);
    logs()
        .putMetricFilter(
            it ->
                change.accept(
                    it.logGroupName(LocalAws.LOG_GROUP)
                        .filterName(Scene.FILTER)
                        .filterPattern(ROOT_USAGE)
                        .metricTransformations(published.build())));
  }

  /** Has what this regular expression finds masked in the trail's log group. */
  void mask(String regex) {
    logs()
        .putDataProtectionPolicy(
            it -> it.logGroupIdentifier(LocalAws.LOG_GROUP).policyDocument(masking(regex)));
  }

  /** A data protection policy with one custom identifier. */
  static String masking(String regex) {
    return """
        {"Name": "mask", "Version": "2021-06-01",
         "Configuration": {"CustomDataIdentifier": [{"Name": "secret", "Regex": "%s"}]},
         "Statement": [
          {"Sid": "audit", "DataIdentifier": ["secret"],
           "Operation": {"Audit": {"FindingsDestination": {}}}},
          {"Sid": "mask", "DataIdentifier": ["secret"],
           "Operation": {"Deidentify": {"MaskConfig": {}}}}]}"""
        .formatted(regex);
  }

  /** Publishes into our metric, for every minute as far ahead as CloudWatch takes data. */
  void publish(double value, String unit) {
    Instant now = aws().now();
    cloudWatch()
        .putMetricData(
            it ->
                it.namespace("CISBenchmark")
                    .metricData(
                        IntStream.range(0, 119)
                            .mapToObj(
                                minute ->
                                    MetricDatum.builder()
                                        .metricName(Scene.FILTER)
                                        .value(value)
                                        .unit(unit)
                                        .timestamp(now.plusSeconds(60L * minute))
                                        .build())
                            .toList()));
  }

  void deleteFilter() {
    logs().deleteMetricFilter(it -> it.logGroupName(LocalAws.LOG_GROUP).filterName(Scene.FILTER));
  }

  /** Writes our alarm again, with a change. */
  void putAlarm(Consumer<PutMetricAlarmRequest.Builder> change) {
    cloudWatch()
        .putMetricAlarm(
            it ->
                change.accept(
                    it.alarmName(Scene.ALARM)
                        .namespace("CISBenchmark")
                        .metricName(Scene.FILTER)
                        .statistic("Sum")
                        .period(300)
                        .evaluationPeriods(1)
                        .datapointsToAlarm(1)
                        .threshold(1.0)
                        .comparisonOperator("GreaterThanOrEqualToThreshold")
                        .treatMissingData("notBreaching")
                        .actionsEnabled(true)
                        .alarmActions(Scene.TOPIC)));
  }

  /** Our alarm, as it should be, has been in this state for so long. */
  void putInState(String state, Duration time) {
    Instant now = aws().now();
    aws().setTime(now.minus(time));
    putAlarm(_ -> {});
    cloudWatch().setAlarmState(it -> it.alarmName(Scene.ALARM).stateValue("OK").stateReason("-"));
    cloudWatch().setAlarmState(it -> it.alarmName(Scene.ALARM).stateValue(state).stateReason("-"));
    // Not the clock's time: what happens next may happen in the past too.
    aws().setTime(now);
  }

  void deleteAlarm() {
    cloudWatch().deleteAlarms(it -> it.alarmNames(Scene.ALARM));
  }

  /** A mute rule for some alarms, or for all where none is named. */
  void mute(String name, String schedule, String... alarms) {
    cloudWatch()
        .putAlarmMuteRule(
            it -> {
              it.name(name).rule(r -> r.schedule(s -> s.expression(schedule).duration("PT4H")));
              if (alarms.length > 0) {
                it.muteTargets(t -> t.alarmNames(alarms));
              }
            });
  }

  void setTopic(String attribute, String value) {
    sns()
        .setTopicAttributes(
            it -> it.topicArn(Scene.TOPIC).attributeName(attribute).attributeValue(value));
  }

  /** Gives the topic this data protection policy. */
  void protectMessages(String policy) {
    sns().putDataProtectionPolicy(it -> it.resourceArn(Scene.TOPIC).dataProtectionPolicy(policy));
  }

  /** Replaces the topic's policy by these statements. */
  void putTopicPolicy(String... statements) {
    setTopic("Policy", policy(statements));
  }

  /** Adds a statement to the topic's policy. */
  void addToTopicPolicy(String statement) {
    String policy =
        sns().getTopicAttributes(it -> it.topicArn(Scene.TOPIC)).attributes().get("Policy");
    int end = String.valueOf(policy).lastIndexOf(']');
    setTopic("Policy", String.valueOf(policy).substring(0, end) + "," + statement + "]}");
  }

  String topicKey() {
    return scene.topicKey();
  }

  void putKeyPolicy(String... statements) {
    aws().kms().putPolicy(scene.topicKey(), policy(statements));
  }

  void putKeyState(String state) {
    aws().kms().putState(scene.topicKey(), state);
  }

  void unsubscribe(String endpoint) {
    sns().unsubscribe(it -> it.subscriptionArn(subscription(endpoint)));
  }

  void subscribe(String protocol, String endpoint, Map<String, String> attributes) {
    sns()
        .subscribe(
            it ->
                it.topicArn(Scene.TOPIC)
                    .protocol(protocol)
                    .endpoint(endpoint)
                    .attributes(attributes));
  }

  void setSubscription(String attribute, String value) {
    setSubscription(Keeper.QUEUE, attribute, value);
  }

  void setSubscription(String endpoint, String attribute, String value) {
    sns()
        .setSubscriptionAttributes(
            it ->
                it.subscriptionArn(subscription(endpoint))
                    .attributeName(attribute)
                    .attributeValue(value));
  }

  private String subscription(String endpoint) {
    return sns().listSubscriptionsByTopic(it -> it.topicArn(Scene.TOPIC)).subscriptions().stream()
        .filter(it -> endpoint.equals(it.endpoint()))
        .map(Subscription::subscriptionArn)
        .findFirst()
        .orElse(Scene.TOPIC + ":gone");
  }

  static String policy(String... statements) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(",", statements) + "]}";
  }
}
