package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;

/** What AWS refuses, so that a test cannot break a chain in a way that nobody could. */
@SuppressWarnings("unchecked") // the SDK takes any number of builders
class StrictnessIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final Clients CLIENTS = Clients.of(AWS, "owner");
  private static String topic = "";
  private static String subscription = "";

  @BeforeAll
  static void start() {
    AWS.seedTrailAndLogGroup();
    topic = CLIENTS.sns().createTopic(it -> it.name("alarms")).topicArn();
    subscription =
        CLIENTS
            .sns()
            .subscribe(
                it ->
                    it.topicArn(topic)
                        .protocol("sqs")
                        .endpoint("arn:aws:sqs:us-east-1:111122223333:queue"))
            .subscriptionArn();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  /** A call, and the code with which AWS refuses it. */
  @SuppressWarnings("ImmutableEnumChecker") // set once, and then only read
  enum Refused {
    TOPIC_POLICY_OF_MORE_THAN_30_720_BYTES(
        () -> setPolicy("\"Sid\": \"" + "x".repeat(30_720) + "\", \"Resource\": \"*\""),
        "InvalidParameter"),
    TOPIC_POLICY_WITHOUT_A_RESOURCE(() -> setPolicy("\"Sid\": \"x\""), "InvalidParameter"),
    TOPIC_POLICY_WITH_AN_UNKNOWN_OPERATOR(
        () -> setPolicy("\"Resource\": \"*\", \"Condition\": {\"Stringlike\": {\"a\": \"b\"}}"),
        "InvalidParameter"),
    FILTER_POLICY_THAT_IS_NONE(
        () -> setSubscription("FilterPolicy", "{\"a\": \"b\"}"), "InvalidParameter"),
    FILTER_POLICY_OF_AN_UNKNOWN_SCOPE(
        () -> setSubscription("FilterPolicyScope", "Body"), "InvalidParameter"),
    RAW_DELIVERY_PERHAPS(
        () -> setSubscription("RawMessageDelivery", "perhaps"), "InvalidParameter"),
    FILTER_WITH_AN_UNKNOWN_UNIT(() -> putFilter(it -> {}, "Pieces"), "InvalidParameterException"),
    FILTER_WITH_CRITERIA_THAT_ARE_NONE(
        () -> putFilter(it -> it.fieldSelectionCriteria("@aws.account"), "Count"),
        "InvalidParameterException"),
    FILTER_WITH_A_SYSTEM_FIELD_THAT_IS_NONE(
        () -> putFilter(it -> it.emitSystemFieldDimensions("@aws.user"), "Count"),
        "InvalidParameterException"),
    FILTER_WITH_A_PATTERN_THAT_IS_NONE(
        () -> putFilter(it -> it.filterPattern("{ $.a ! \"b\" }"), "Count"),
        "InvalidParameterException"),
    ALARM_WITH_AN_UNKNOWN_UNIT(() -> putAlarm(it -> it.unit("Pieces")), "ValidationError"),
    ALARM_ON_A_METRIC_WITH_AN_INTERVAL(
        () -> putAlarm(it -> it.evaluationInterval(60)), "ValidationError"),
    ALARM_BY_THE_CLOCK_EVERY_TWO_MINUTES(
        () -> putAlarm(it -> it.period(120).evaluationWindow(w -> w.wallClockWindow(c -> {}))),
        "ValidationError"),
    ALARM_BY_A_CLOCK_OF_NOWHERE(
        () ->
            putAlarm(it -> it.evaluationWindow(w -> w.wallClockWindow(c -> c.timezone("Nowhere")))),
        "ValidationError"),
    DATA_OF_TOO_LONG_AGO(() -> putData("CISBenchmark", Duration.ofDays(-15)), "ValidationError"),
    DATA_OF_TOO_FAR_AHEAD(() -> putData("CISBenchmark", Duration.ofHours(3)), "ValidationError"),
    DATA_IN_A_NAMESPACE_OF_AWS(() -> putData("AWS/SNS", Duration.ZERO), "ValidationError"),
    MASKING_WITHOUT_AN_AUDIT(
        () ->
            CLIENTS
                .logs()
                .putDataProtectionPolicy(
                    it ->
                        it.logGroupIdentifier(LocalAws.LOG_GROUP)
                            .policyDocument("{\"Name\": \"a\", \"Statement\": []}")),
        "InvalidParameterException"),
    A_TRAIL_OF_ALL_REGIONS_WITHOUT_GLOBAL_EVENTS(
        () ->
            CLIENTS
                .cloudTrail()
                .updateTrail(it -> it.name(LocalAws.TRAIL).includeGlobalServiceEvents(false)),
        "InvalidParameterCombinationException"),
    A_DELIVERY_ROLE_THAT_IS_NONE(
        () ->
            CLIENTS
                .cloudTrail()
                .updateTrail(it -> it.name(LocalAws.TRAIL).cloudWatchLogsRoleArn("role")),
        "InvalidCloudWatchLogsRoleArnException");

    private final Runnable call;
    private final String code;

    Refused(Runnable call, String code) {
      this.call = call;
      this.code = code;
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsRefusedAndChangesNothing(Refused refused) {
    Map<String, ?> before = AWS.documents();

    assertThatThrownBy(refused.call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(refused.code));

    assertThat(AWS.documents()).isEqualTo(before);
  }

  @Test
  void aTopicPolicyOfAsManyBytesAsSnsTakesIsTaken() {
    String policy = policy("\"Sid\": \"%s\", \"Resource\": \"*\"");
    String full = policy.formatted("x".repeat(30_720 - policy.length() + "%s".length()));
    assertThat(full).hasSize(30_720);

    CLIENTS
        .sns()
        .setTopicAttributes(it -> it.topicArn(topic).attributeName("Policy").attributeValue(full));

    assertThat(CLIENTS.sns().getTopicAttributes(it -> it.topicArn(topic)).attributes())
        .containsEntry("Policy", full);
  }

  private static void setPolicy(String members) {
    CLIENTS
        .sns()
        .setTopicAttributes(
            it -> it.topicArn(topic).attributeName("Policy").attributeValue(policy(members)));
  }

  private static String policy(String members) {
    return "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\","
        + " \"Action\": \"sns:Publish\", "
        + members
        + "}]}";
  }

  private static void setSubscription(String name, String value) {
    CLIENTS
        .sns()
        .setSubscriptionAttributes(
            it -> it.subscriptionArn(subscription).attributeName(name).attributeValue(value));
  }

  private static void putFilter(Consumer<PutMetricFilterRequest.Builder> change, String unit) {
    CLIENTS
        .logs()
        .putMetricFilter(
            it ->
                change.accept(
                    it.logGroupName(LocalAws.LOG_GROUP)
                        .filterName("filter")
                        .filterPattern("")
                        .metricTransformations(
                            m ->
                                m.metricName("metric")
                                    .metricNamespace("CISBenchmark")
                                    .metricValue("1")
                                    .unit(unit))));
  }

  private static void putAlarm(Consumer<PutMetricAlarmRequest.Builder> change) {
    CLIENTS
        .cloudWatch()
        .putMetricAlarm(
            it ->
                change.accept(
                    it.alarmName("alarm")
                        .namespace("CISBenchmark")
                        .metricName("metric")
                        .statistic("Sum")
                        .period(300)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator("GreaterThanOrEqualToThreshold")));
  }

  private static void putData(String namespace, Duration ahead) {
    CLIENTS
        .cloudWatch()
        .putMetricData(
            it ->
                it.namespace(namespace)
                    .metricData(
                        d ->
                            d.metricName("metric")
                                .value(1.0)
                                .timestamp(Instant.now().plus(ahead))));
  }
}
