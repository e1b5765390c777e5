package dev.alarmkeeper.it;

import static dev.alarmkeeper.it.Tampering.Ending.NEEDS_PERSON;
import static dev.alarmkeeper.it.Tampering.Ending.NOTED;
import static dev.alarmkeeper.it.Tampering.Ending.REPAIRED;
import static dev.alarmkeeper.it.Tampering.Ending.UNKNOWN;
import static dev.alarmkeeper.it.Tampering.Ending.WAITS;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.it.Tampering.Ending;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.WarmUpConfiguration;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** The ways to silence a chain: one row each. */
final class Tamperings {
  private static final String STRANGER = "444455556666";
  private static final String SET_SUBSCRIPTION = "SetSubscriptionAttributes";
  private static final String OTHERS_ONLY = "{\"severity\": [\"high\"]}";
  private static final String ONE_TRY = "{\"healthyRetryPolicy\": {\"numRetries\": 0}}";
  private static final String STRANGERS_QUEUE =
      "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:" + STRANGER + ":loot\"}";
  private static final String EVERY_MINUTE = "cron(* * * * *)";

  /** Half a day from now, so that it does not mute yet. */
  @SuppressWarnings("TimeInStaticInitializer") // no run of the tests takes half a day
  private static final String AT_NIGHT =
      "cron(0 %d * * *)".formatted(LocalTime.now(ZoneOffset.UTC).plusHours(12).getHour());

  /** Where the settings name who is told. */
  static final List<Tampering> NAMED =
      Stream.of(
              trail(),
              logGroup(),
              masking(),
              filter(),
              feeders(),
              alarm(),
              states(),
              muteRules(),
              topic(),
              MessageTamperings.ALL,
              subscription(),
              EndpointTamperings.NAMED)
          .flatMap(List::stream)
          .toList();

  static final List<Tampering> ALL =
      Stream.of(NAMED, ownersSubscription(), EndpointTamperings.OWNERS)
          .flatMap(List::stream)
          .toList();

  private Tamperings() {}

  private static List<Tampering> trail() {
    return List.of(
        row(
            Link.TRAIL,
            "stopped",
            "StopLogging",
            they -> they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL)),
            "logging",
            REPAIRED),
        row(
            Link.TRAIL,
            "deleted",
            "DeleteTrail",
            they -> they.cloudTrail().deleteTrail(it -> it.name(LocalAws.TRAIL)),
            "create the trail again",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "made single-Region",
            "UpdateTrail",
            they -> they.updateTrail(it -> it.isMultiRegionTrail(false)),
            "multi-region",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "made single-Region, without what happens in no Region",
            "UpdateTrail",
            they ->
                they.updateTrail(
                    it -> it.isMultiRegionTrail(false).includeGlobalServiceEvents(false)),
            "global service events",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "delivers to another log group",
            "UpdateTrail",
            Attacker::redirectTrail,
            "the trail delivers elsewhere",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "delivers to another log group, and ours is deleted",
            "UpdateTrail, DeleteLogGroup",
            they -> {
              they.redirectTrail();
              they.deleteLogGroup();
            },
            "the trail delivers elsewhere",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "stopped for hours, and started by somebody",
            "StopLogging, StartLogging",
            they -> {
              they.delivers(Instant.now().minus(Duration.ofHours(3)), "");
              they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
              they.cloudTrail().startLogging(it -> it.name(LocalAws.TRAIL));
            },
            "the trail was started",
            WAITS),
        row(
            Link.TRAIL,
            "delivers to no log group",
            "UpdateTrail",
            they ->
                they.updateTrail(it -> it.cloudWatchLogsLogGroupArn("").cloudWatchLogsRoleArn("")),
            "the trail delivers elsewhere",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "has no delivery role any more",
            "UpdateTrail",
            they ->
                they.updateTrail(it -> it.cloudWatchLogsLogGroupArn("").cloudWatchLogsRoleArn("")),
            "delivery role",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "its role may no longer write to the log group",
            "DeleteRolePolicy",
            they -> they.delivers(Instant.now(), "AccessDenied: not authorized"),
            "delivery error",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "nothing arrives for hours",
            "PutRolePolicy, PutKeyPolicy, ...",
            they -> they.delivers(Instant.now().minus(Duration.ofHours(3)), ""),
            "last delivery",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records no management events",
            "PutEventSelectors",
            they -> they.selectEvents(it -> it.includeManagementEvents(false)),
            "records writes",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records writes only",
            "PutEventSelectors",
            they -> they.selectEvents(it -> it.readWriteType("WriteOnly")),
            "records reads",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records reads only",
            "PutEventSelectors",
            they -> they.selectEvents(it -> it.readWriteType("ReadOnly")),
            "records writes",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "leaves out the events of KMS",
            "PutEventSelectors",
            they -> they.selectEvents(it -> it.excludeManagementEventSources("kms.amazonaws.com")),
            "leaves out",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "leaves out the events of the RDS Data API",
            "PutEventSelectors",
            they ->
                they.selectEvents(it -> it.excludeManagementEventSources("rdsdata.amazonaws.com")),
            "leaves out",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records data events alone",
            "PutEventSelectors (advanced)",
            they -> they.selectEvents("Data"),
            "records writes",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records reads only, by advanced selectors",
            "PutEventSelectors (advanced)",
            they -> they.selectEvents("Management", is("readOnly", "true")),
            "records writes",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "records writes only, by advanced selectors",
            "PutEventSelectors (advanced)",
            they -> they.selectEvents("Management", is("readOnly", "false")),
            "records reads",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "leaves out sign-ins",
            "PutEventSelectors (advanced)",
            they -> they.selectEvents("Management", isNot("eventSource", "signin.amazonaws.com")),
            "leaves out",
            NEEDS_PERSON),
        row(
            Link.TRAIL,
            "leaves out one person's calls",
            "PutEventSelectors (advanced)",
            they ->
                they.selectEvents(
                    "Management", isNot("userIdentity.arn", "arn:aws:iam::111122223333:root")),
            "leaves out",
            NEEDS_PERSON));
  }

  private static List<Tampering> logGroup() {
    return List.of(
        row(
            Link.LOG_GROUP,
            "deleted",
            "DeleteLogGroup",
            Attacker::deleteLogGroup,
            "\"kind\":\"missing\"",
            REPAIRED),
        row(
            Link.LOG_GROUP,
            "recreated empty",
            "DeleteLogGroup, CreateLogGroup",
            they -> {
              they.delivers(Instant.now().minusSeconds(300), "");
              they.deleteLogGroup();
              they.logs().createLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
            },
            "the log group is new",
            WAITS),
        row(
            Link.LOG_GROUP,
            "recreated in a class without metric filters",
            "DeleteLogGroup, CreateLogGroup",
            they -> {
              they.deleteLogGroup();
              they.logs()
                  .createLogGroup(
                      it -> it.logGroupName(LocalAws.LOG_GROUP).logGroupClass("INFREQUENT_ACCESS"));
            },
            "log class",
            NEEDS_PERSON),
        row(
            Link.LOG_GROUP,
            "keeps events for a day",
            "PutRetentionPolicy",
            they ->
                they.logs()
                    .putRetentionPolicy(
                        it -> it.logGroupName(LocalAws.LOG_GROUP).retentionInDays(1)),
            "retention in days",
            REPAIRED),
        row(
            Link.LOG_GROUP,
            "keeps events for a day, by the account's policy",
            "PutAccountPolicy",
            they ->
                they.logs()
                    .putAccountPolicy(
                        it ->
                            it.policyName("short")
                                .policyType("RETENTION_POLICY")
                                .policyDocument("{\"retentionInDays\": 1}")),
            "the account's retention policy short decides",
            NEEDS_PERSON),
        row(
            Link.LOG_GROUP,
            "no longer encrypted with its key",
            "DisassociateKmsKey",
            they -> they.logs().disassociateKmsKey(it -> it.logGroupName(LocalAws.LOG_GROUP)),
            "KMS key",
            REPAIRED),
        row(
            Link.LOG_GROUP,
            "encrypted with another key",
            "AssociateKmsKey",
            they ->
                they.logs()
                    .associateKmsKey(
                        it ->
                            it.logGroupName(LocalAws.LOG_GROUP)
                                .kmsKeyId("arn:aws:kms:us-east-1:444455556666:key/theirs")),
            "KMS key",
            REPAIRED),
        row(
            Link.LOG_GROUP,
            "its key is disabled",
            "DisableKey",
            they -> they.aws().kms().putState(Scene.GROUP_KEY, "Disabled"),
            "\"field\":\"state of the log group's KMS key\"",
            NEEDS_PERSON),
        row(
            Link.LOG_GROUP,
            "no longer protected from deletion",
            "PutLogGroupDeletionProtection",
            Attacker::unprotectLogGroup,
            "deletion protection",
            REPAIRED));
  }

  private static List<Tampering> masking() {
    return List.of(
        row(
            Link.LOG_GROUP,
            "masks a word that the pattern looks for",
            "PutDataProtectionPolicy",
            they -> they.mask("Root"),
            "masking hides",
            NEEDS_PERSON),
        row(
            Link.LOG_GROUP,
            "masks whatever there is, by the account's policy",
            "PutAccountPolicy",
            they ->
                they.logs()
                    .putAccountPolicy(
                        it ->
                            it.policyName("mask")
                                .policyType("DATA_PROTECTION_POLICY")
                                .policyDocument(Attacker.masking("[a-zA-Z]+"))),
            "masking hides",
            NEEDS_PERSON),
        row(
            Link.LOG_GROUP,
            "masks a word that nobody looks for",
            "PutDataProtectionPolicy",
            they -> they.mask("EmployeeID-[0-9]{9}"),
            "nothing that the patterns look for",
            NOTED));
  }

  private static List<Tampering> feeders() {
    return List.of(
        feeder(
            "another filter takes 1000 from the metric",
            "filters that subtract from the metric",
            they ->
                they.putFilter(
                    it -> it.filterName("theirs").filterPattern("{ $.eventName = * }"),
                    it -> it.metricValue("-1000"))),
        feeder(
            "another filter takes 1 for every event that is not root's",
            "filters that subtract from the metric",
            they -> they.putFilter(it -> it.filterName("theirs"), it -> it.defaultValue(-1.0))),
        feeder(
            "another filter counts every event into the metric",
            "filters that always feed the metric",
            they -> they.putFilter(it -> it.filterName("theirs").filterPattern(""), _ -> {})),
        feeder(
            "another filter counts other events into the metric",
            "other filters that feed the metric",
            they ->
                they.putFilter(
                    it -> it.filterName("theirs").filterPattern("{ $.readOnly IS TRUE }"),
                    _ -> {})),
        feeder(
            "a filter of another log group takes 1000 from the metric",
            "filters that subtract from the metric",
            they -> {
              they.logs().createLogGroup(it -> it.logGroupName(Attacker.LOOT));
              they.putFilter(
                  it -> it.logGroupName(Attacker.LOOT).filterName("theirs").filterPattern(""),
                  it -> it.metricValue("-1000"));
            }));
  }

  private static Tampering feeder(String what, String field, Consumer<Attacker> attack) {
    return row(Link.METRIC_FILTER, what, "PutMetricFilter", attack, field(field), NEEDS_PERSON);
  }

  private static List<Tampering> states() {
    return List.of(
        row(
            Link.ALARM,
            "in ALARM for hours, and tells nobody of the next use",
            "PutMetricData, SetAlarmState",
            they -> they.putInState("ALARM", Duration.ofHours(2)),
            field("state ALARM"),
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "without data for hours, though silence would be OK",
            "-",
            they -> they.putInState("INSUFFICIENT_DATA", Duration.ofHours(2)),
            field("state INSUFFICIENT_DATA"),
            NEEDS_PERSON));
  }

  private static List<Tampering> filter() {
    return List.of(
        row(
            Link.METRIC_FILTER,
            "deleted",
            "DeleteMetricFilter",
            Attacker::deleteFilter,
            "\"kind\":\"missing\"",
            REPAIRED),
        pattern("matches nothing", "{ $.userIdentity.type = \"Nobody\" }"),
        pattern("means every principal but root", Attacker.ROOT_USAGE.replace("type =", "type !=")),
        pattern(
            "spares sign-ins",
            Attacker.ROOT_USAGE.replace(" }", " && $.eventName != \"ConsoleLogin\" }")),
        pattern(
            "spares one address",
            Attacker.ROOT_USAGE.replace(" }", " && $.sourceIPAddress != \"203.0.113.9\" }")),
        pattern(
            "wants what no event has",
            Attacker.ROOT_USAGE.replace("invokedBy NOT EXISTS", "invokedBy = \"root\"")),
        pattern("is another spelling of the value", Attacker.ROOT_USAGE.replace("Root", "root")),
        pattern("matches every event, and drowns the alarm", ""),
        transformation(
            "publishes another metric", it -> it.metricName("root_usage_metric2"), "metric name"),
        transformation(
            "publishes into another namespace",
            it -> it.metricNamespace("CISBenchmark2"),
            "metric namespace"),
        transformation("publishes 0", it -> it.metricValue("0"), "metric value"),
        transformation(
            "publishes a field of the event",
            it -> it.metricValue("$.additionalEventData.bytes"),
            "metric value"),
        transformation(
            "publishes less for every other event", it -> it.defaultValue(-1.0), "default value"),
        transformation(
            "publishes for every other event, and keeps the alarm in ALARM",
            it -> it.defaultValue(5.0),
            "default value"),
        transformation("publishes seconds", it -> it.unit("Seconds"), "unit"),
        transformation(
            "splits the metric by a dimension",
            it -> it.dimensions(Map.of("Region", "$.awsRegion")),
            "dimensions"),
        row(
            Link.METRIC_FILTER,
            "reads transformed logs",
            "PutMetricFilter",
            they -> they.putFilter(it -> it.applyOnTransformedLogs(true), _ -> {}),
            "apply on transformed logs",
            REPAIRED),
        row(
            Link.METRIC_FILTER,
            "selects the events of another account",
            "PutMetricFilter",
            they ->
                they.putFilter(
                    it -> it.fieldSelectionCriteria("@aws.account = \"444455556666\""), _ -> {}),
            "field selection criteria",
            REPAIRED),
        row(
            Link.METRIC_FILTER,
            "splits the metric by a system field",
            "PutMetricFilter",
            they -> they.putFilter(it -> it.emitSystemFieldDimensions("@aws.account"), _ -> {}),
            "system field dimensions",
            REPAIRED),
        row(
            Link.METRIC_FILTER,
            "deleted, and its place taken by a hundred others",
            "DeleteMetricFilter, PutMetricFilter",
            they -> {
              they.deleteFilter();
              IntStream.range(0, 100)
                  .forEach(i -> they.putFilter(it -> it.filterName("squatter-" + i), _ -> {}));
            },
            "the log group has all the metric filters it can have",
            NEEDS_PERSON),
        row(
            Link.METRIC_FILTER,
            "another filter means the same",
            "PutMetricFilter",
            they ->
                they.putFilter(it -> it.filterName("cis-3.3"), it -> it.metricName("RootUsage")),
            "alarmkeeper adopt prints the settings that adopt it",
            NOTED));
  }

  private static List<Tampering> alarm() {
    return List.of(
        row(
            Link.ALARM,
            "deleted",
            "DeleteAlarms",
            Attacker::deleteAlarm,
            "\"kind\":\"missing\"",
            REPAIRED),
        row(
            Link.ALARM,
            "actions disabled",
            "DisableAlarmActions",
            they -> they.cloudWatch().disableAlarmActions(it -> it.alarmNames(Scene.ALARM)),
            "actions enabled",
            REPAIRED),
        alarm("threshold raised to 5", it -> it.threshold(5.0), "condition"),
        alarm("threshold lowered to 0: always in ALARM", it -> it.threshold(0.0), "condition"),
        alarm(
            "fires below the threshold",
            it -> it.comparisonOperator("LessThanThreshold"),
            "condition"),
        alarm("more than 1 in place of at least 1", Tamperings::moreThanOne, "condition"),
        alarm("average in place of the sum", it -> it.statistic("Average"), "statistic"),
        alarm("maximum in place of the sum", it -> it.statistic("Maximum"), "statistic"),
        alarm(
            "percentile in place of the sum",
            it -> it.statistic((String) null).extendedStatistic("p10"),
            "statistic"),
        alarm("looks once an hour", it -> it.period(3600), "period"),
        alarm("looks every ten seconds, and misses late data", it -> it.period(10), "period"),
        alarm("stays in ALARM for hours", it -> it.evaluationPeriods(12), "evaluation periods"),
        alarm(
            "wants three periods in a row",
            it -> it.evaluationPeriods(3).datapointsToAlarm(3),
            "datapoints to alarm"),
        alarm(
            "missing data keeps it as it is", it -> it.treatMissingData("ignore"), "missing data"),
        alarm("missing data is alarming", it -> it.treatMissingData("breaching"), "missing data"),
        alarm("wants a unit that nobody publishes", it -> it.unit("Seconds"), "unit"),
        alarm(
            "watches a dimension",
            it -> it.dimensions(Dimension.builder().name("Region").value("us-east-1").build()),
            "dimensions"),
        alarm("watches another namespace", it -> it.namespace("AWS/Lambda"), "namespace"),
        alarm("watches another metric", it -> it.metricName("other"), "metric"),
        alarm("tells nobody", it -> it.alarmActions(List.of()), "alarm actions"),
        row(
            Link.ALARM,
            "tells somebody else",
            "PutMetricAlarm",
            they -> they.putAlarm(it -> it.alarmActions(Scene.TOPIC + "-2")),
            "alarm actions",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "all its actions are somebody else's",
            "PutMetricAlarm",
            they ->
                they.putAlarm(
                    it ->
                        it.alarmActions(
                            IntStream.range(0, 5).mapToObj(i -> Scene.TOPIC + "-" + i).toList())),
            "room for our action",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "all its actions are somebody else's, and its threshold is raised",
            "PutMetricAlarm",
            they ->
                they.putAlarm(
                    it ->
                        it.threshold(5.0)
                            .alarmActions(
                                IntStream.range(0, 5)
                                    .mapToObj(i -> Scene.TOPIC + "-" + i)
                                    .toList())),
            field("condition"),
            NEEDS_PERSON),
        alarm(
            "metric math in place of the metric",
            it ->
                it.namespace(null)
                    .metricName(null)
                    .statistic((String) null)
                    .period(null)
                    .metrics(
                        MetricDataQuery.builder()
                            .id("e1")
                            .expression("TIME_SERIES(0)")
                            .returnData(true)
                            .build()),
            "Metrics"),
        row(
            Link.ALARM,
            "a PromQL query in place of the metric",
            "PutMetricAlarm",
            they ->
                they.cloudWatch()
                    .putMetricAlarm(
                        it ->
                            it.alarmName(Scene.ALARM)
                                .alarmActions(Scene.TOPIC)
                                .evaluationCriteria(
                                    c -> c.promQLCriteria(q -> q.query("vector(0)")))
                                .evaluationInterval(3600)),
            "EvaluationCriteria",
            REPAIRED),
        alarm(
            "looks at the clock's own hours",
            it -> it.evaluationWindow(w -> w.wallClockWindow(_ -> {})),
            "EvaluationWindow"),
        alarm("would warm up", it -> it.warmUpConfiguration(twoDays()), "WarmUpConfiguration"),
        row(
            Link.ALARM,
            "made anew, and warms up for two days",
            "DeleteAlarms, PutMetricAlarm",
            they -> {
              they.deleteAlarm();
              they.putAlarm(it -> it.warmUpConfiguration(twoDays()));
            },
            field("WarmUpConfiguration"),
            REPAIRED),
        row(
            Link.ALARM,
            "still warms up, though it is told not to",
            "-",
            they -> they.aws().cloudWatch().evaluationState(Scene.ALARM, "IN_WARM_UP"),
            "evaluation state",
            WAITS),
        row(
            Link.ALARM,
            "an action that our role may not write, and a raised threshold",
            "PutMetricAlarm",
            they ->
                they.putAlarm(
                    it -> it.threshold(5.0).alarmActions(Scene.TOPIC, Scene.TOPIC + "-pager")),
            "AllowedAlarmActions",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "a composite alarm took the name",
            "DeleteAlarms, PutCompositeAlarm",
            they -> {
              they.deleteAlarm();
              they.cloudWatch()
                  .putCompositeAlarm(it -> it.alarmName(Scene.ALARM).alarmRule("FALSE"));
            },
            "another kind of alarm took the name",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "a log alarm took the name",
            "DeleteAlarms, PutLogAlarm",
            they -> {
              they.deleteAlarm();
              they.cloudWatch()
                  .putLogAlarm(
                      it ->
                          it.alarmName(Scene.ALARM)
                              .threshold(1e9)
                              .comparisonOperator("GreaterThanThreshold"));
            },
            "another kind of alarm took the name",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "CloudWatch cannot evaluate it",
            "-",
            they -> they.aws().cloudWatch().evaluationState(Scene.ALARM, "EVALUATION_ERROR"),
            "evaluation state",
            WAITS));
  }

  private static List<Tampering> muteRules() {
    return List.of(
        row(
            Link.ALARM,
            "muted now",
            "PutAlarmMuteRule",
            they -> they.mute("quiet", EVERY_MINUTE, Scene.ALARM),
            "the alarm fires and tells nobody, and does not show it",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "muted every night",
            "PutAlarmMuteRule",
            they -> they.mute("quiet nights", AT_NIGHT, Scene.ALARM),
            "while the rule is in force",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "muted with every other alarm",
            "PutAlarmMuteRule",
            they -> they.mute("quiet everywhere", EVERY_MINUTE),
            "mute rule",
            NEEDS_PERSON),
        row(
            Link.ALARM,
            "muted by one of more rules than can be read",
            "PutAlarmMuteRule",
            they ->
                IntStream.rangeClosed(0, 50)
                    .forEach(i -> they.mute("rule-" + i, AT_NIGHT, Scene.ALARM)),
            "too many to read",
            UNKNOWN));
  }

  private static List<Tampering> topic() {
    return List.of(
        row(
            Link.TOPIC,
            "deleted, and its subscriptions with it",
            "DeleteTopic",
            they -> they.sns().deleteTopic(it -> it.topicArn(Scene.TOPIC)),
            "\"kind\":\"missing\"",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "gone with its topic, which was recreated",
            "DeleteTopic, CreateTopic",
            they -> {
              they.sns().deleteTopic(it -> it.topicArn(Scene.TOPIC));
              they.sns().createTopic(it -> it.name("alarmkeeper-alarms"));
            },
            "\"kind\":\"missing\"",
            NEEDS_PERSON),
        row(
            Link.TOPIC,
            "takes small messages alone",
            "SetTopicAttributes",
            they ->
                they.sns()
                    .setTopicAttributes(
                        it ->
                            it.topicArn(Scene.TOPIC)
                                .attributeName("MaximumMessageSize")
                                .attributeValue("1024")),
            "largest message",
            NEEDS_PERSON),
        policy("takes nothing from CloudWatch", allow(Map.of("AWS", "111122223333"), "")),
        policy(
            "takes only another account's alarms",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"StringEquals\": {\"aws:SourceAccount\": \"" + STRANGER + "\"}")),
        policy(
            "takes only another alarm's messages",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:cloudwatch:*:*:alarm:other\"}")),
        policy(
            "takes messages until a day that is past",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"DateLessThan\": {\"aws:CurrentTime\": \"2020-01-01T00:00:00Z\"}")),
        policy(
            "takes messages under a condition that nobody can judge",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"StringEquals\": {\"aws:SourceOrgID\": \"o-1\"}")),
        policy(
            "takes messages of an alarm that a variable names",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"ArnLike\": {\"aws:SourceArn\":"
                    + " \"arn:aws:cloudwatch:*:${aws:PrincipalAccount}:alarm:*\"}")),
        policy(
            "takes messages of an ARN with a component too few",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:cloudwatch:*:alarm:*\"}")),
        policy(
            "takes messages of an ARN that is a star",
            allow(
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "\"ArnEquals\": {\"aws:SourceArn\": \"*\"}")),
        policy(
            "takes messages of another organization, if of any",
            allow(Map.of("AWS", "*"), "\"StringEqualsIfExists\": {\"aws:SourceOrgID\": \"o-1\"}")),
        deny(
            "denies all alarms but those of an ARN with a component too few",
            "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\", \"Principal\": \"*\","
                + " \"Action\": \"SNS:Publish\", \"Resource\": \"*\", \"Condition\":"
                + " {\"ArnNotLike\": {\"aws:SourceArn\": \"arn:aws:cloudwatch:*:alarm:*\"}}}"),
        deny(
            "denies whoever calls through no endpoint of a network",
            "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\", \"Principal\": \"*\","
                + " \"Action\": \"SNS:Publish\", \"Resource\": \"*\", \"Condition\":"
                + " {\"StringNotEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}}"),
        mayDeny(
            "denies services that act for another organization",
            "\"StringNotEqualsIfExists\": {\"aws:SourceOrgID\": \"o-1\"},"
                + " \"Bool\": {\"aws:PrincipalIsAWSService\": \"true\"}"),
        mayDeny(
            "denies an account that a variable names",
            "\"StringEquals\": {\"aws:SourceAccount\": \"${aws:PrincipalAccount}\"}"),
        mayDeny(
            "denies whoever calls from elsewhere",
            "\"NotIpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}"),
        mayDeny(
            "denies all alarms but those of an ARN that is a star",
            "\"ArnNotEquals\": {\"aws:SourceArn\": \"*\"}"),
        deny(
            "denies CloudWatch",
            "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\","
                + " \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
                + " \"Action\": \"SNS:Publish\", \"Resource\": \"*\"}"),
        deny(
            "denies everybody",
            "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\", \"Principal\": \"*\","
                + " \"Action\": \"SNS:Pub*\", \"Resource\": \"*\"}"),
        deny(
            "denies all but one",
            "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\","
                + " \"NotPrincipal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"},"
                + " \"Action\": \"SNS:Publish\", \"Resource\": \"*\"}"),
        row(
            Link.TOPIC,
            "encrypted with a key that CloudWatch cannot use",
            "SetTopicAttributes",
            they -> they.setTopic("KmsMasterKeyId", "alias/aws/sns"),
            "KMS key",
            REPAIRED),
        row(
            Link.TOPIC,
            "encrypted with another key",
            "SetTopicAttributes",
            they -> they.setTopic("KmsMasterKeyId", "alias/theirs"),
            "KMS key",
            REPAIRED),
        row(
            Link.TOPIC,
            "no longer encrypted",
            "SetTopicAttributes",
            they -> they.setTopic("KmsMasterKeyId", ""),
            "KMS key",
            REPAIRED),
        key(
            "its key's policy no longer lets CloudWatch in",
            "PutKeyPolicy",
            they -> they.putKeyPolicy(ownersAlone()),
            "key policy lets CloudWatch encrypt"),
        key(
            "its key's policy lets CloudWatch decrypt, and not encrypt",
            "PutKeyPolicy",
            they ->
                they.putKeyPolicy(
                    ownersAlone(),
                    "{\"Effect\": \"Allow\","
                        + " \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
                        + " \"Action\": \"kms:Decrypt\", \"Resource\": \"*\"}"),
            "key policy lets CloudWatch encrypt"),
        key(
            "its key's policy denies everybody",
            "PutKeyPolicy",
            they ->
                they.putKeyPolicy(
                    "{\"Effect\": \"Allow\","
                        + " \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
                        + " \"Action\": \"kms:*\", \"Resource\": \"*\"}",
                    "{\"Sid\": \"Quiet\", \"Effect\": \"Deny\", \"Principal\": \"*\","
                        + " \"Action\": \"kms:Decrypt\", \"Resource\": \"*\"}"),
            "deny statements of the key that hit CloudWatch"),
        key(
            "its key's policy denies other organizations",
            "PutKeyPolicy",
            they ->
                they.putKeyPolicy(
                    "{\"Effect\": \"Allow\","
                        + " \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
                        + " \"Action\": \"kms:*\", \"Resource\": \"*\"}",
                    "{\"Sid\": \"Perimeter\", \"Effect\": \"Deny\", \"Principal\": \"*\","
                        + " \"Action\": \"kms:*\", \"Resource\": \"*\", \"Condition\":"
                        + " {\"StringNotEquals\": {\"aws:SourceOrgID\": \"o-1\"}}}"),
            "deny statements of the key that may hit CloudWatch"),
        key(
            "its key's policy lets CloudWatch in by the topic's name",
            "PutKeyPolicy",
            they ->
                they.putKeyPolicy(
                    "{\"Effect\": \"Allow\","
                        + " \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
                        + " \"Action\": \"kms:*\", \"Resource\": \"*\", \"Condition\":"
                        + " {\"StringEquals\":"
                        + " {\"kms:EncryptionContext:aws:sns:topicArn\": \"other\"}}}"),
            "key policy lets CloudWatch encrypt"),
        key(
            "its key signs, and does not encrypt",
            "CreateKey, UpdateAlias",
            they -> they.aws().kms().putUse(they.topicKey(), "SIGN_VERIFY", "RSA_2048"),
            "use of the KMS key"),
        key(
            "its key's alias points to a key that does not let CloudWatch in",
            "UpdateAlias",
            they ->
                they.aws()
                    .kms()
                    .updateAlias(
                        Scene.KEY_ALIAS,
                        they.aws().kms().addKey("alias/closed", Attacker.policy(ownersAlone()))),
            "key policy lets CloudWatch encrypt"),
        key(
            "it gives up after one try",
            "SetTopicAttributes",
            they ->
                they.setTopic(
                    "DeliveryPolicy",
                    "{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":0}}}"),
            "delivery policy of the topic"),
        key(
            "its key is disabled",
            "DisableKey",
            they -> they.putKeyState("Disabled"),
            "state of the KMS key"),
        key(
            "its key is about to be deleted",
            "ScheduleKeyDeletion",
            they -> they.putKeyState("PendingDeletion"),
            "state of the KMS key"));
  }

  private static List<Tampering> subscription() {
    return List.of(
        row(
            Link.SUBSCRIPTION,
            "a queue unsubscribed",
            "Unsubscribe",
            they -> they.unsubscribe(Keeper.QUEUE),
            "\"kind\":\"missing\"",
            REPAIRED),
        row(
            Link.SUBSCRIPTION,
            "a person unsubscribed",
            "Unsubscribe",
            they -> they.unsubscribe(Scene.PERSON),
            "\"kind\":\"missing\"",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "a person subscribed again, and not confirmed",
            "Unsubscribe, Subscribe",
            they -> {
              they.unsubscribe(Scene.PERSON);
              they.subscribe("email", Scene.PERSON, Map.of());
            },
            "within 48 hours",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "unsubscribed from outside, and sticky",
            "the link in an e-mail",
            they -> they.aws().sns().unsubscribeFromOutside(Scene.PERSON),
            "its owner ended it",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "a filter policy drops what carries no attributes",
            SET_SUBSCRIPTION,
            they -> they.setSubscription("FilterPolicy", OTHERS_ONLY),
            "filter policy",
            REPAIRED),
        row(
            Link.SUBSCRIPTION,
            "a filter policy reads the message",
            SET_SUBSCRIPTION,
            they -> {
              they.setSubscription("FilterPolicyScope", "MessageBody");
              they.setSubscription("FilterPolicy", "{\"AlarmName\": [\"other\"]}");
            },
            "filter policy",
            REPAIRED),
        row(
            Link.SUBSCRIPTION,
            "a delivery policy gives up at once",
            SET_SUBSCRIPTION,
            they -> they.setSubscription("DeliveryPolicy", ONE_TRY),
            "delivery policy",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "what is not delivered goes to a stranger's queue",
            SET_SUBSCRIPTION,
            they -> they.setSubscription("RedrivePolicy", STRANGERS_QUEUE),
            "dead-letter queue",
            NEEDS_PERSON),
        row(
            Link.SUBSCRIPTION,
            "an endpoint that nobody configured",
            "Subscribe",
            they -> they.subscribe("sqs", Keeper.QUEUE + "-other", Map.of()),
            "the settings do not name this subscription",
            NOTED));
  }

  /** The settings name nobody, and whoever is subscribed to the owner's topic hears nothing. */
  private static List<Tampering> ownersSubscription() {
    return List.of(
        owners(
            "everybody unsubscribed",
            "Unsubscribe",
            they -> {
              they.unsubscribe(Keeper.QUEUE);
              they.unsubscribe(Scene.PERSON);
            },
            "nobody would hear of an alarm",
            NEEDS_PERSON),
        owners(
            "a filter policy on every subscription",
            SET_SUBSCRIPTION,
            they -> {
              they.setSubscription("FilterPolicy", OTHERS_ONLY);
              they.setSubscription(Scene.PERSON, "FilterPolicy", OTHERS_ONLY);
            },
            "filter policy",
            NEEDS_PERSON),
        owners(
            "a filter policy on the queue, and nobody else has confirmed",
            SET_SUBSCRIPTION + ", Unsubscribe, Subscribe",
            they -> {
              they.setSubscription("FilterPolicy", OTHERS_ONLY);
              they.unsubscribe(Scene.PERSON);
              they.subscribe("email", Scene.PERSON, Map.of());
            },
            "filter policy",
            NEEDS_PERSON),
        owners(
            "a filter policy on the one, no second try for the other",
            SET_SUBSCRIPTION,
            they -> {
              they.setSubscription("DeliveryPolicy", ONE_TRY);
              they.setSubscription(Scene.PERSON, "FilterPolicy", OTHERS_ONLY);
            },
            "delivery policy",
            NEEDS_PERSON),
        owners(
            "a filter policy on the one, a stranger's dead-letter queue for the other",
            SET_SUBSCRIPTION,
            they -> {
              they.setSubscription("RedrivePolicy", STRANGERS_QUEUE);
              they.setSubscription(Scene.PERSON, "FilterPolicy", OTHERS_ONLY);
            },
            "dead-letter queue",
            NEEDS_PERSON),
        owners(
            "filter policies on more subscriptions than can be read",
            "Subscribe",
            they -> {
              they.unsubscribe(Scene.PERSON);
              they.setSubscription("FilterPolicy", OTHERS_ONLY);
              IntStream.range(0, 50)
                  .forEach(
                      i ->
                          they.subscribe(
                              "sqs", Keeper.QUEUE + i, Map.of("FilterPolicy", OTHERS_ONLY)));
            },
            "too many to read",
            UNKNOWN));
  }

  private static Tampering owners(
      String what, String how, Consumer<Attacker> attack, String words, Ending ending) {
    return new Tampering(
        Link.SUBSCRIPTION,
        "nobody named: " + what,
        how,
        attack,
        words,
        ending,
        Audience.THE_OWNERS);
  }

  private static Tampering row(
      Link link, String what, String how, Consumer<Attacker> attack, String words, Ending ending) {
    return new Tampering(link, what, how, attack, words, ending, Audience.NAMED);
  }

  private static Tampering pattern(String what, String pattern) {
    return row(
        Link.METRIC_FILTER,
        "its pattern " + what,
        "PutMetricFilter",
        they -> they.putPattern(pattern),
        "\"field\":\"pattern\"",
        REPAIRED);
  }

  private static Tampering transformation(
      String what, Consumer<MetricTransformation.Builder> change, String field) {
    return row(
        Link.METRIC_FILTER,
        what,
        "PutMetricFilter",
        they -> they.putTransformation(change),
        field(field),
        REPAIRED);
  }

  private static Tampering alarm(
      String what, Consumer<PutMetricAlarmRequest.Builder> change, String field) {
    return row(
        Link.ALARM, what, "PutMetricAlarm", they -> they.putAlarm(change), field(field), REPAIRED);
  }

  private static WarmUpConfiguration twoDays() {
    return WarmUpConfiguration.builder()
        .warmUpPeriodDurationInMinutes(2880)
        .onlyStartEvaluatingAfterWarmUpPeriodEnds(true)
        .build();
  }

  private static void moreThanOne(PutMetricAlarmRequest.Builder alarm) {
    alarm.comparisonOperator("GreaterThanThreshold");
  }

  private static Tampering policy(String what, String statement) {
    return row(
        Link.TOPIC,
        "its policy " + what,
        "SetTopicAttributes",
        they -> they.putTopicPolicy(statement),
        field("lets CloudWatch alarms publish"),
        REPAIRED);
  }

  private static Tampering deny(String what, String statement) {
    return row(
        Link.TOPIC,
        "its policy " + what,
        "SetTopicAttributes",
        they -> they.addToTopicPolicy(statement),
        "an explicit Deny",
        NEEDS_PERSON);
  }

  private static Tampering mayDeny(String what, String condition) {
    String statement =
        "{\"Sid\": \"Perimeter\", \"Effect\": \"Deny\", \"Principal\": \"*\","
            + " \"Action\": \"SNS:Publish\", \"Resource\": \"*\", \"Condition\": {%s}}"
                .formatted(condition);
    return row(
        Link.TOPIC,
        "its policy " + what,
        "SetTopicAttributes",
        they -> they.addToTopicPolicy(statement),
        "a Deny may keep CloudWatch from publishing",
        NEEDS_PERSON);
  }

  private static Tampering key(String what, String how, Consumer<Attacker> attack, String field) {
    return row(Link.TOPIC, what, how, attack, field(field), NEEDS_PERSON);
  }

  private static String field(String name) {
    return "\"field\":\"" + name + "\"";
  }

  private static String ownersAlone() {
    return "{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"},"
        + " \"Action\": \"kms:*\", \"Resource\": \"*\"}";
  }

  private static String allow(Map<String, String> principal, String condition) {
    var who = principal.entrySet().iterator().next();
    return "{\"Effect\": \"Allow\", \"Principal\": {\"%s\": \"%s\"}, \"Action\": \"SNS:Publish\", \"Resource\": \"*\", \"Condition\": {%s}}"
        .formatted(who.getKey(), who.getValue(), condition);
  }

  private static AdvancedFieldSelector is(String field, String value) {
    return AdvancedFieldSelector.builder().field(field).equalsValue(value).build();
  }

  private static AdvancedFieldSelector isNot(String field, String value) {
    return AdvancedFieldSelector.builder().field(field).notEquals(value).build();
  }
}
