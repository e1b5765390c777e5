package dev.alarmkeeper.demo;

import static dev.alarmkeeper.chain.Link.ALARM;
import static dev.alarmkeeper.chain.Link.LOG_GROUP;
import static dev.alarmkeeper.chain.Link.METRIC_FILTER;
import static dev.alarmkeeper.chain.Link.SUBSCRIPTION;
import static dev.alarmkeeper.chain.Link.TOPIC;
import static dev.alarmkeeper.chain.Link.TRAIL;
import static dev.alarmkeeper.cli.Mark.BROKEN;
import static dev.alarmkeeper.cli.Mark.WAITING;

import dev.alarmkeeper.cli.Chain;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the demo tells, scene by scene. */
final class Story {
  /** The pattern of CIS AWS Foundations, root usage. */
  static final String BENCHMARK =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  /** The same, but somebody's network is left out. */
  private static final String NEUTERED =
      BENCHMARK.replace(" }", " && $.sourceIPAddress != \"203.0.113.*\" }");

  /** The same in other words. */
  static final String RESPELLED =
      "{($.eventType!=AwsServiceEvent)&&($.userIdentity.invokedBy NOT EXISTS)"
          + "&&($.userIdentity.type=Root)}";

  private static final Chain WHOLE = Chain.whole();
  private static final Chain UNCONFIRMED = WHOLE.but(WAITING, SUBSCRIPTION);
  private static final Chain GONE =
      WHOLE.but(BROKEN, TRAIL, LOG_GROUP, METRIC_FILTER, ALARM, TOPIC, SUBSCRIPTION);

  private final LocalAws aws;
  private final Replay replay;

  Story(LocalAws aws) {
    this.aws = aws;
    this.replay = new Replay(aws);
  }

  List<Scene> scenes() {
    SampleEvent schedule = SampleEvent.of("schedule.json");
    return List.of(
        new Scene(
            "A trail with nothing behind it: nobody would hear of a root login",
            () -> {},
            schedule,
            WHOLE.but(BROKEN, METRIC_FILTER, ALARM, TOPIC, SUBSCRIPTION),
            UNCONFIRMED,
            "needs_person"),
        new Scene(
            "The security team follows the link in the e-mail",
            this::confirm,
            schedule,
            WHOLE,
            WHOLE,
            "compliant"),
        told(
            "Alice deletes the metric filter",
            "delete-metric-filter.json",
            WHOLE.but(BROKEN, METRIC_FILTER)),
        rewritten(
            "Alice blinds the filter to one network",
            NEUTERED,
            WHOLE.but(BROKEN, METRIC_FILTER),
            "repaired"),
        rewritten(
            "Bob spells the filter differently, but means the same: left alone",
            RESPELLED,
            WHOLE,
            "compliant"),
        told("Alice weakens the alarm", "put-metric-alarm.json", WHOLE.but(BROKEN, ALARM)),
        new Scene(
            "Alice mutes it in three ways that no event tells of",
            () ->
                Stream.of(
                        "disable-alarm-actions.json",
                        "set-subscription-attributes.json",
                        "put-alarm-mute-rule.json")
                    .map(SampleEvent::of)
                    .forEach(replay::of),
            schedule,
            WHOLE.but(BROKEN, ALARM, SUBSCRIPTION),
            WHOLE.but(BROKEN, ALARM),
            "needs_person"),
        new Scene(
            "Somebody runs the command of the report and deletes the mute rule",
            () ->
                Clients.of(aws, "operator")
                    .cloudWatch()
                    .deleteAlarmMuteRule(it -> it.alarmMuteRuleName("quiet-weekend")),
            schedule,
            WHOLE,
            WHOLE,
            "compliant"),
        told(
            "Alice unsubscribes the security team's mailbox",
            "unsubscribe.json",
            WHOLE.but(BROKEN, SUBSCRIPTION),
            UNCONFIRMED,
            "needs_person"),
        new Scene(
            "Root deletes everything; first a dry run, which writes nothing",
            this::destroyEverything,
            SampleEvent.of("direct-observe.json"),
            GONE,
            GONE,
            "drifted"),
        new Scene(
            "Then the event of the deleted log group arrives",
            () -> {},
            SampleEvent.of("delete-log-group.json"),
            GONE,
            UNCONFIRMED.but(WAITING, LOG_GROUP),
            "drifted"),
        new Scene(
            "Minutes later: the trail has delivered, the link was followed",
            () -> {
              confirm();
              trailDelivers();
            },
            schedule,
            WHOLE,
            WHOLE,
            "compliant"));
  }

  private Scene told(String title, String event, Chain before) {
    return told(title, event, before, WHOLE, "repaired");
  }

  private Scene told(String title, String event, Chain before, Chain after, String verdict) {
    SampleEvent sample = SampleEvent.of(event);
    return new Scene(title, () -> replay.of(sample), sample, before, after, verdict);
  }

  private Scene rewritten(String title, String pattern, Chain before, String verdict) {
    SampleEvent sample =
        SampleEvent.of("put-metric-filter.json").withParameter("filterPattern", pattern);
    return new Scene(title, () -> replay.of(sample), sample, before, WHOLE, verdict);
  }

  private void destroyEverything() {
    confirm();
    trailDelivers();
    for (String event :
        List.of(
            "stop-logging.json",
            "delete-log-group.json",
            "delete-alarms.json",
            "delete-topic.json")) {
      replay.of(SampleEvent.of(event));
    }
  }

  private void confirm() {
    aws.sns().confirm(Deployment.EMAIL);
  }

  private void trailDelivers() {
    String trail = aws.arn("cloudtrail", "trail/" + LocalAws.TRAIL);
    aws.cloudTrail().deliveryToLogGroup(trail, Instant.now(), "");
  }
}
