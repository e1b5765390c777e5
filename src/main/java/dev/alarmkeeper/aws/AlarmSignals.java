package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.drill.Heard;
import dev.alarmkeeper.evidence.drill.Heard.Act;
import dev.alarmkeeper.evidence.drill.Heard.Counts;
import dev.alarmkeeper.evidence.drill.Heard.History;
import dev.alarmkeeper.evidence.drill.Heard.State;
import dev.alarmkeeper.evidence.drill.Heard.Turn;
import dev.alarmkeeper.evidence.drill.Signals;
import dev.alarmkeeper.evidence.drill.Target;
import dev.alarmkeeper.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * What drills read of CloudWatch and write into CloudWatch Logs. Sources: CloudWatch API,
 * "DescribeAlarms", "DescribeAlarmHistory", "GetMetricData"; CloudWatch Logs API, "PutLogEvents",
 * "CreateLogStream"; SNS Developer Guide, "Monitoring Amazon SNS topics using CloudWatch".
 */
public final class AlarmSignals implements Signals {
  /** Names that DescribeAlarms takes in one call. */
  private static final int MOST_NAMES = 100;

  /** Pages of a history that are read: an alarm that is so busy tells nobody anything. */
  private static final int MOST_PAGES = 20;

  private static final int PERIOD_SECONDS = 60;

  /** How far clocks may be apart; a datapoint has the time of its minute. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** SNS's counts come minutes late, with the time of the delivery. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final CloudWatchClient cloudWatch;
  private final CloudWatchLogsClient logs;

  /** Reads and writes through these clients. */
  public AlarmSignals(CloudWatchClient cloudWatch, CloudWatchLogsClient logs) {
    this.cloudWatch = cloudWatch;
    this.logs = logs;
  }

  @Override
  public Observed<Map<String, State>> states(Collection<String> alarms) {
    List<String> names = List.copyOf(alarms);
    return Read.of(
        "cloudwatch:DescribeAlarms",
        names.size() == 1 ? names.getFirst() : names.size() + " alarms",
        () -> {
          Map<String, State> states = new HashMap<>();
          for (int from = 0; from < names.size(); from += MOST_NAMES) {
            List<String> some = names.subList(from, Math.min(names.size(), from + MOST_NAMES));
            var answer =
                cloudWatch.describeAlarms(
                    it ->
                        it.alarmNames(some)
                            .alarmTypes(AlarmType.METRIC_ALARM)
                            .maxRecords(MOST_NAMES));
            listed(answer.hasMetricAlarms(), answer.metricAlarms(), "MetricAlarms")
                .forEach(it -> states.put(require(it.alarmName(), "AlarmName"), state(it)));
          }
          return new Present<>(states);
        });
  }

  private static State state(MetricAlarm alarm) {
    Optional<Instant> since =
        Optional.ofNullable(alarm.stateTransitionedTimestamp())
            .or(() -> Optional.ofNullable(alarm.stateUpdatedTimestamp()));
    return new State(
        require(alarm.stateValueAsString(), "StateValue"),
        require(since.orElse(null), "StateUpdatedTimestamp"));
  }

  @Override
  public Heard heard(Target target, Instant event, Instant after, Instant now) {
    Instant from = event.minus(MARGIN);
    Instant until = now.plus(MARGIN);
    return new Heard(
        datapoint(target, from, until),
        history(target, after),
        target.isTopicHere() ? counts(target, event.minus(LATE), until) : new Absent<>());
  }

  private Observed<Instant> datapoint(Target target, Instant from, Instant until) {
    return Read.of(
        "cloudwatch:GetMetricData",
        target.namespace() + " " + target.metric(),
        () -> {
          Metric metric =
              Metric.builder().namespace(target.namespace()).metricName(target.metric()).build();
          MetricDataResult result =
              data(Map.of("filter", metric), from, until).getOrDefault("filter", EMPTY);
          Optional<Instant> first = Optional.empty();
          for (int i = 0; i < result.timestamps().size(); i++) {
            Instant at = result.timestamps().get(i);
            // A filter's default value is published where nothing matched.
            if (result.values().get(i) > 0 && first.filter(at::isAfter).isEmpty()) {
              first = Optional.of(at);
            }
          }
          return first.<Observed<Instant>>map(Present::new).orElseGet(Absent::new);
        });
  }

  private Observed<Counts> counts(Target target, Instant from, Instant until) {
    return Read.of(
        "cloudwatch:GetMetricData",
        target.topic(),
        () -> {
          Map<String, MetricDataResult> all =
              data(
                  Map.of(
                      "published", ofTopic(target, "NumberOfMessagesPublished"),
                      "delivered", ofTopic(target, "NumberOfNotificationsDelivered"),
                      "failed", ofTopic(target, "NumberOfNotificationsFailed"),
                      "filtered", ofTopic(target, "NumberOfNotificationsFilteredOut")),
                  from,
                  until);
          return new Present<>(
              new Counts(
                  sum(all, "published"),
                  sum(all, "delivered"),
                  sum(all, "failed"),
                  sum(all, "filtered")));
        });
  }

  private static Metric ofTopic(Target target, String name) {
    return Metric.builder()
        .namespace("AWS/SNS")
        .metricName(name)
        .dimensions(
            Dimension.builder()
                .name("TopicName")
                .value(Arn.parse(target.topic()).resource())
                .build())
        .build();
  }

  private static long sum(Map<String, MetricDataResult> all, String id) {
    return Math.round(all.getOrDefault(id, EMPTY).values().stream().mapToDouble(it -> it).sum());
  }

  private static final MetricDataResult EMPTY =
      MetricDataResult.builder().timestamps(List.of()).values(List.of()).build();

  /** By id. Half a day of minutes and a handful of metrics fit into one page. */
  private Map<String, MetricDataResult> data(
      Map<String, Metric> metrics, Instant from, Instant until) {
    List<MetricDataQuery> queries =
        metrics.entrySet().stream()
            .map(
                it ->
                    MetricDataQuery.builder()
                        .id(it.getKey())
                        .metricStat(
                            MetricStat.builder()
                                .metric(it.getValue())
                                .stat("Sum")
                                .period(PERIOD_SECONDS)
                                .build())
                        .build())
            .toList();
    Map<String, MetricDataResult> results = new HashMap<>();
    Optional<String> token = Optional.empty();
    do {
      String next = token.orElse(null);
      GetMetricDataResponse page =
          cloudWatch.getMetricData(
              it -> it.startTime(from).endTime(until).metricDataQueries(queries).nextToken(next));
      for (MetricDataResult one :
          listed(page.hasMetricDataResults(), page.metricDataResults(), "MetricDataResults")) {
        if (one.statusCode() == StatusCode.INTERNAL_ERROR
            || one.statusCode() == StatusCode.FORBIDDEN
            || one.timestamps().size() != one.values().size()) {
          throw new MalformedAnswerException("the answer has no data, but " + one.statusCode());
        }
        results.merge(require(one.id(), "Id"), one, AlarmSignals::joined);
      }
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    return results;
  }

  private static MetricDataResult joined(MetricDataResult one, MetricDataResult other) {
    List<Instant> times = new ArrayList<>(one.timestamps());
    times.addAll(other.timestamps());
    List<Double> values = new ArrayList<>(one.values());
    values.addAll(other.values());
    return one.toBuilder().timestamps(times).values(values).build();
  }

  @Override
  public Observed<History> history(Target target, Instant after) {
    return Read.of(
        "cloudwatch:DescribeAlarmHistory",
        target.alarm(),
        () -> {
          List<Turn> turns = new ArrayList<>();
          List<Act> acts = new ArrayList<>();
          Optional<String> token = Optional.empty();
          int pages = 0;
          do {
            if (pages++ == MOST_PAGES) {
              throw new MalformedAnswerException("the history has no end");
            }
            String next = token.orElse(null);
            DescribeAlarmHistoryResponse page =
                cloudWatch.describeAlarmHistory(
                    it ->
                        it.alarmName(target.alarm())
                            .alarmTypes(AlarmType.METRIC_ALARM)
                            .startDate(after)
                            .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                            .nextToken(next));
            for (AlarmHistoryItem item :
                listed(
                    page.hasAlarmHistoryItems(), page.alarmHistoryItems(), "AlarmHistoryItems")) {
              HistoryItems.turn(item).filter(it -> it.at().isAfter(after)).ifPresent(turns::add);
              HistoryItems.act(item, target.topic()).ifPresent(acts::add);
            }
            token = Optional.ofNullable(page.nextToken());
          } while (token.isPresent());
          return new Present<>(new History(turns, acts));
        });
  }

  @Override
  public Outcome put(String logGroup, Instant at, String event) {
    try {
      PutLogEventsResponse answer;
      try {
        answer = putEvent(logGroup, at, event);
      } catch (ResourceNotFoundException _) {
        makeStream(logGroup);
        answer = putEvent(logGroup, at, event);
      }
      return answer.rejectedLogEventsInfo() == null
          ? new Outcome.Done()
          : new Outcome.Refused(
              "logs:PutLogEvents "
                  + logGroup
                  + ": the event's time is too far from CloudWatch's: "
                  + at);
    } catch (SdkException failed) {
      return Failure.of("logs:PutLogEvents", logGroup, failed).outcome();
    }
  }

  private PutLogEventsResponse putEvent(String logGroup, Instant at, String event) {
    return logs.putLogEvents(
        it ->
            it.logGroupName(logGroup)
                .logStreamName(STREAM)
                .logEvents(
                    InputLogEvent.builder().timestamp(at.toEpochMilli()).message(event).build()));
  }

  private void makeStream(String logGroup) {
    try {
      logs.createLogStream(it -> it.logGroupName(logGroup).logStreamName(STREAM));
    } catch (ResourceAlreadyExistsException _) {
      // Another run was faster.
    }
  }
}
