package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.NOW;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.MetricFilterRules;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.TopicTraffic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A chain in memory that is looked at and repaired as AWS's would be; it counts both. */
public final class InMemoryChain implements Observer, Repairer {
  public Place place;
  public Instant now = NOW;
  public Observed<Trail> trail;
  public Observed<TrailStatus> status;
  public Observed<ManagementEvents> events = absent();
  public Observed<List<MuteRule>> muteRules = absent();
  public Observed<List<Delivery>> deliveries = absent();
  public Observed<LogGroup> logGroup;
  public Observed<Masking> masking = absent();
  public Observed<Feeders> feeders = absent();
  public Observed<List<MetricFilter>> filters;
  public Observed<List<Alarm>> alarms;
  public Observed<Topic> topic;
  public Observed<TopicKey> topicKey = absent();
  public Observed<List<Subscription>> subscriptions;

  public int looks;
  public Observed<TopicKey> logGroupKey = absent();
  public Observed<MessageProtection> protection = absent();
  public Observed<TopicTraffic> traffic = absent();
  public int tried;
  public Observed<List<Divergence>> divergences = new Present<>(List.of());
  public final List<Repair> writes = Collections.synchronizedList(new ArrayList<>());
  public final Map<Class<? extends Repair>, Outcome> failures = new HashMap<>();

  /** Writes that are taken and change nothing. */
  public final Set<Class<? extends Repair>> ignored = new HashSet<>();

  /** What is run before each look. */
  public Runnable atEachLook = () -> {};

  /** What is run whenever a write is made: time passes, or somebody interferes. */
  public Runnable atEachWrite = () -> {};

  private InMemoryChain(Desired desired) {
    place = desired.place();
    trail = desired.trail();
    status = desired.trail().flatMap(it -> new Present<>(statusOf(it)));
    logGroup =
        desired.logGroup().<Observed<LogGroup>>map(it -> new Present<>(old(it))).orElse(absent());
    filters =
        new Present<>(desired.watches().stream().flatMap(it -> it.filter().stream()).toList());
    alarms = new Present<>(desired.watches().stream().map(Watch::alarm).toList());
    topic = desired.topic().<Observed<Topic>>map(Present::new).orElse(absent());
    subscriptions = new Present<>(desired.subscriptions());
  }

  /** The chain just as desired. */
  public static InMemoryChain whole(Desired desired) {
    return new InMemoryChain(desired);
  }

  public void deleteEverything() {
    logGroup = absent();
    filters = new Present<>(List.of());
    alarms = new Present<>(List.of());
    topic = absent();
    subscriptions = new Present<>(List.of());
  }

  Snapshot snapshot() {
    return new Snapshot(
        now,
        trail,
        status,
        events,
        logGroup,
        logGroupKey,
        masking,
        filters,
        alarms,
        muteRules,
        topic,
        topicKey,
        protection,
        subscriptions,
        deliveries,
        traffic,
        absent(),
        feeders);
  }

  @Override
  public Place locate(Account account, Deadline deadline) {
    return place;
  }

  @Override
  public Snapshot observe(Desired desired, Deadline deadline) {
    looks++;
    atEachLook.run();
    return snapshot();
  }

  @Override
  public Snapshot tryPatterns(
      Desired desired, Snapshot seen, Set<String> broken, Deadline deadline) {
    tried++;
    return seen.tried(divergences, seen.feeders());
  }

  @Override
  public Outcome apply(Repair repair) {
    writes.add(repair);
    atEachWrite.run();
    Outcome failure = failures.get(repair.getClass());
    if (failure != null) {
      return failure;
    }
    if (ignored.contains(repair.getClass())) {
      return new Outcome.Done();
    }
    return write(repair) ? new Outcome.Done() : new Outcome.Failed("NotFound", true);
  }

  /** Whether there is what the write stands on. Repairs of one kind are made side by side. */
  private synchronized boolean write(Repair repair) {
    switch (repair) {
      case Repair.StartLogging(Trail it) -> status = new Present<>(statusOf(it));
      case Repair.CreateLogGroup(LogGroup it) -> logGroup = new Present<>(at(it, now));
      case Repair.PutRetention(LogGroup it) -> logGroup = new Present<>(old(it));
      case Repair.AssociateKey(LogGroup it) ->
          logGroup =
              logGroup.flatMap(
                  found ->
                      new Present<>(
                          new LogGroup(
                              found.name(),
                              found.retentionDays(),
                              it.kmsKey(),
                              found.storage(),
                              found.deletionProtected(),
                              found.created())));
      case Repair.ProtectLogGroup(LogGroup it) -> logGroup = new Present<>(old(it));
      case Repair.PutFilter(MetricFilter it, Optional<String> serving) -> {
        if (!(logGroup instanceof Present)) {
          return false;
        }
        MetricFilter written =
            named(filters, MetricFilter::name, it.name())
                .map(found -> MetricFilterRules.overlay(it, found, serving))
                .orElse(it);
        filters = replaced(filters, MetricFilter::name, written);
      }
      case Repair.PutAlarm(Alarm it) -> alarms = replaced(alarms, Alarm::name, merged(it));
      case Repair.EnableActions(Alarm it) -> alarms = replaced(alarms, Alarm::name, enabled(it));
      case Repair.CreateTopic(Topic it) -> topic = new Present<>(it);
      case Repair.PutTopicPolicy(Topic it) ->
          topic =
              topic.flatMap(
                  found ->
                      new Present<>(
                          new Topic(
                              it.arn(),
                              new Grant(
                                  Answer.YES, found.grant().denied(), found.grant().mayDeny()),
                              found.kmsKey())));
      case Repair.PutTopicKey(Topic it) ->
          topic =
              topic.flatMap(
                  found -> new Present<>(new Topic(it.arn(), found.grant(), it.kmsKey())));
      case Repair.ClearFilterPolicy _ -> deliveries = new Present<>(List.of());
      case Repair.Subscribe(_, Subscription it) -> {
        if (!(topic instanceof Present)) {
          return false;
        }
        State state = it.protocol().startsWith("email") ? State.PENDING : State.CONFIRMED;
        subscriptions =
            subscriptions.flatMap(
                all ->
                    new Present<>(
                        Stream.concat(
                                all.stream(),
                                Stream.of(new Subscription(it.protocol(), it.endpoint(), state)))
                            .toList()));
      }
    }
    return true;
  }

  /** As PutMetricAlarm is used: what serves as well and the owner's actions are kept. */
  private Alarm merged(Alarm desired) {
    return named(alarms, Alarm::name, desired.name())
        .map(found -> AlarmRules.overlay(desired, found))
        .orElse(desired);
  }

  private Alarm enabled(Alarm desired) {
    return named(alarms, Alarm::name, desired.name())
        .map(found -> withActions(found, found.actions().alarm()))
        .orElseThrow();
  }

  private static Alarm withActions(Alarm alarm, List<String> actions) {
    return new Alarm(
        alarm.name(),
        alarm.type(),
        alarm.signal(),
        alarm.evaluation(),
        new Alarm.Actions(true, actions),
        alarm.extras(),
        alarm.evaluationState(),
        alarm.state());
  }

  private static <T> Optional<T> named(
      Observed<List<T>> listing, Function<T, String> name, String wanted) {
    return Observed.in(listing, it -> name.apply(it).equals(wanted)) instanceof Present<T>(T found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static <T> Observed<List<T>> replaced(
      Observed<List<T>> listing, Function<T, String> name, T by) {
    return listing.flatMap(
        all ->
            new Present<>(
                Stream.concat(
                        all.stream().filter(it -> !name.apply(it).equals(name.apply(by))),
                        Stream.of(by))
                    .toList()));
  }

  private static TrailStatus statusOf(Trail trail) {
    return new TrailStatus(trail, true, Optional.empty(), Optional.of(Duration.ofMinutes(5)));
  }

  private static LogGroup old(LogGroup group) {
    return at(group, NOW.minus(Duration.ofDays(100)));
  }

  private static LogGroup at(LogGroup group, Instant created) {
    return new LogGroup(
        group.name(),
        group.retentionDays(),
        group.kmsKey(),
        group.storage(),
        group.deletionProtected(),
        Optional.of(created));
  }

  private static <T> Observed<T> absent() {
    return new Absent<>();
  }
}
