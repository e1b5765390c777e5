package dev.alarmkeeper.aws;

import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Repairer;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes repairs through the AWS APIs. */
public final class AwsRepairer implements Repairer {
  private final Trails trails;
  private final LogGroups logGroups;
  private final MetricFilters filters;
  private final Alarms alarms;
  private final Topics topics;
  private final Subscriptions subscriptions;
  private final Deliveries deliveries;

  AwsRepairer(
      Trails trails,
      LogGroups logGroups,
      MetricFilters filters,
      Alarms alarms,
      Topics topics,
      Subscriptions subscriptions,
      Deliveries deliveries) {
    this.trails = trails;
    this.logGroups = logGroups;
    this.filters = filters;
    this.alarms = alarms;
    this.topics = topics;
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
  }

  @Override
  public Outcome apply(Repair repair) {
    try {
      write(repair);
      return new Outcome.Done();
    } catch (SdkException failed) {
      return Failure.of(repair.getClass().getSimpleName(), repair.name(), failed).outcome();
    } catch (CancellationException _) {
      return new Outcome.NotReached();
    } catch (NoRoomException full) {
      return new Outcome.Refused(String.valueOf(full.getMessage()));
    } catch (MalformedAnswerException malformed) {
      return new Outcome.Failed(repair.name() + ": " + malformed.getMessage(), true);
    }
  }

  private void write(Repair repair) {
    switch (repair) {
      case Repair.StartLogging(var trail) -> trails.startLogging(trail);
      case Repair.CreateLogGroup(var group) -> logGroups.create(group);
      case Repair.PutRetention(var group) -> logGroups.putRetention(group);
      case Repair.AssociateKey(var group) -> logGroups.associateKey(group);
      case Repair.ProtectLogGroup(var group) -> logGroups.protect(group);
      case Repair.PutFilter(var filter, var serving) -> filters.put(filter, serving);
      case Repair.PutAlarm(var alarm) -> alarms.put(alarm);
      case Repair.EnableActions(var alarm) -> alarms.enableActions(alarm);
      case Repair.CreateTopic(var topic) -> topics.create(topic);
      case Repair.PutTopicPolicy(var topic) -> topics.putPolicy(topic);
      case Repair.PutTopicKey(var topic) -> topics.putKey(topic);
      case Repair.Subscribe(var topic, var subscription) ->
          subscriptions.subscribe(topic.arn(), subscription);
      case Repair.ClearFilterPolicy(_, var delivery) -> deliveries.clearFilter(delivery);
    }
  }
}
