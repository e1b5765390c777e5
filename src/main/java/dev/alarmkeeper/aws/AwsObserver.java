package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.Subscriptions.Listed;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Endpoint;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Divergence;
import dev.alarmkeeper.reconcile.Feeders;
import dev.alarmkeeper.reconcile.Look;
import dev.alarmkeeper.reconcile.Observer;
import dev.alarmkeeper.reconcile.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Looks at AWS, whatever the number of controls: seven reads side by side, and those that cost a
 * call for each object, which are few or capped.
 */
public final class AwsObserver implements Observer {
  private final PlaceFinder places;
  private final Trails trails;
  private final LogGroups logGroups;
  private final MetricFilters filters;
  private final Alarms alarms;
  private final EventSelectors selectors;
  private final MuteRules muteRules;
  private final Topics topics;
  private final Supplier<KmsClient> kms;
  private final MessageProtections protections;
  private final Subscriptions subscriptions;
  private final Deliveries delivering;
  private final Endpoints endpoints;
  private final TopicMetrics metrics;
  private final PatternTrials trials;
  private final Feeding feeding;

  /**
   * An observer that calls through these clients; what it asks again and again is paced.
   *
   * @param memory where the place is remembered, if anywhere
   * @param proven where it is remembered which patterns were tried, if anywhere
   */
  public AwsObserver(
      ChainSettings settings,
      AwsClients clients,
      Pace pace,
      Optional<PinnedPlace> memory,
      Optional<ProvenPatterns> proven) {
    trails = new Trails(clients.cloudTrail());
    places = new PlaceFinder(settings, new TrailLocator(settings, trails), memory);
    logGroups = new LogGroups(clients.logs());
    filters = new MetricFilters(clients.logs(), pace);
    alarms = new Alarms(clients.cloudWatch(), pace);
    selectors = new EventSelectors(clients.cloudTrail());
    muteRules = new MuteRules(clients.cloudWatch(), pace);
    topics = new Topics(clients.sns());
    kms = clients.kms();
    protections = new MessageProtections(clients.sns());
    subscriptions = new Subscriptions(clients.sns());
    delivering = new Deliveries(clients.sns());
    endpoints = new Endpoints(clients.sqs(), clients.lambda());
    metrics = new TopicMetrics(clients.cloudWatch());
    trials = new PatternTrials(clients.logs(), pace, proven);
    feeding = new Feeding(clients.logs(), pace);
  }

  @Override
  public Place locate(Account account, Deadline deadline) {
    return places.find(account, deadline.clock().instant());
  }

  /**
   * Reads at the place that is known already while its pin is verified, and beside it what is the
   * same wherever the place is: only what a wrong guess missed is read after it.
   */
  @Override
  public Look look(Account account, Function<Place, Desired> desiring, Deadline deadline) {
    Instant at = deadline.clock().instant();
    try (SideBySide reads = new SideBySide(deadline)) {
      begin(reads, desiring.apply(places.guess(account)), at);
      Desired desired = desiring.apply(places.find(account, at));
      return new Look(desired, begin(reads, desired, at).get());
    }
  }

  @Override
  public Snapshot observe(Desired desired, Deadline deadline) {
    try (SideBySide reads = new SideBySide(deadline)) {
      return begin(reads, desired, deadline.clock().instant()).get();
    }
  }

  private Supplier<Snapshot> begin(SideBySide reads, Desired desired, Instant at) {
    Account account = desired.place().account();
    List<String> own = desired.watches().stream().map(it -> it.alarm().name()).toList();
    List<String> names =
        Stream.concat(
                own.stream(),
                desired.watches().stream()
                    .flatMap(it -> it.spares().alarms().stream().map(Alarm::name)))
            .toList();
    var trail =
        reads.start(
            "trail", desired.trail(), () -> desired.trail().flatMap(it -> trails.find(it.arn())));
    var status =
        reads.start(
            "status", desired.trail(), () -> desired.trail().flatMap(it -> trails.status(it, at)));
    boolean elsewhere = desired.place().isCoveredElsewhere();
    var events =
        reads.start(
            "events",
            List.of(desired.trail(), elsewhere),
            () -> elsewhere ? new Absent<>() : desired.trail().flatMap(selectors::read));
    var group =
        reads.start(
            "group",
            desired.logGroup(),
            () -> read(desired.logGroup(), it -> logGroups.find(it.name())));
    TopicKeys topicKeys = new TopicKeys(kms, reads);
    desired
        .topic()
        .ifPresent(it -> it.kmsKey().ifPresent(key -> topicKeys.expect(it.arn(), key, account)));
    var groupKey =
        reads.start(
            "group key",
            desired.logGroup(),
            () -> group.get().flatMap(it -> topicKeys.ofLogGroup(it.logGroup(), account)));
    var masking =
        reads.start("masking", desired.logGroup(), () -> group.get().flatMap(logGroups::masking));
    var listed =
        reads.start(
            "filters",
            desired.logGroup(),
            () -> read(desired.logGroup(), it -> filters.read(it.name())));
    var named = reads.start("alarms", names, () -> alarms.named(names));
    var muting = reads.start("mute rules", "*", () -> muteRules.all(account.region(), reads));
    // Our alarms must be allowed to publish, and those that stand in for them where there are any.
    // The topic is read beside the alarms and judged when both are there.
    Supplier<List<Arn>> arns = () -> publishing(account, own, named.get());
    var topic =
        reads.start(
            "topic",
            List.of(desired.topic(), names),
            () ->
                read(
                    desired.topic(),
                    it ->
                        topics
                            .find(it.arn(), account, arns, at)
                            .flatMap(found -> topicKeys.named(found, it.kmsKey()))));
    var key =
        reads.start(
            "key",
            List.of(desired.topic(), names),
            () -> topic.get().flatMap(it -> topicKeys.read(it, account, arns.get(), at)));
    var protection =
        reads.start(
            "protection",
            List.of(desired.topic(), names),
            () -> read(desired.topic(), it -> protections.read(it.arn(), account, topic)));
    var subscribed =
        reads.start(
            "subscriptions",
            desired.topic(),
            () -> read(desired.topic(), it -> subscriptions.read(it.arn())));
    Deliveries.Hearing hearing = hearing(desired, at, reads, subscribed, topicKeys);
    var deliveries =
        reads.start(
            "deliveries",
            List.of(desired.topic(), desired.subscriptions()),
            () ->
                subscribed
                    .get()
                    .flatMap(it -> delivering.read(it, desired.subscriptions(), hearing, reads)));
    var traffic =
        reads.start(
            "traffic",
            desired.topic(),
            () ->
                read(
                    desired.topic().filter(it -> account.holds(it.arn())),
                    it -> metrics.read(it.arn(), at)));
    return () -> {
      return new Snapshot(
          at,
          trail.get(),
          status.get(),
          events.get(),
          group.get().flatMap(it -> new Present<>(it.logGroup())),
          groupKey.get(),
          masking.get(),
          listed.get(),
          named.get(),
          muting.get(),
          topic.get(),
          key.get(),
          protection.get(),
          subscribed.get().flatMap(AwsObserver::subscriptions),
          deliveries.get(),
          traffic.get(),
          new Absent<>(),
          new Absent<>());
    };
  }

  @Override
  public Observed<List<Alarm>> alarms() {
    return alarms.all();
  }

  @Override
  public Observed<List<Alarm>> alarms(List<String> names) {
    return alarms.named(names);
  }

  @Override
  public Observed<List<Subscription>> subscriptions(Arn topic) {
    return subscriptions.read(topic).flatMap(AwsObserver::subscriptions);
  }

  @Override
  public Observed<List<MetricFilter>> filters() {
    return filters.everywhere();
  }

  /** Repairs that know what was seen last, and so need not look again before they write. */
  public AwsRepairer repairer() {
    return new AwsRepairer(trails, logGroups, filters, alarms, topics, subscriptions, delivering);
  }

  @Override
  public Snapshot tryPatterns(
      Desired desired, Snapshot seen, Set<String> broken, Deadline deadline) {
    try (SideBySide reads = new SideBySide(deadline)) {
      // Who may not list the group's filters has been told so already.
      Supplier<Observed<Feeders>> feeders =
          seen.filters() instanceof Present<List<MetricFilter>>
              ? reads.start("feeders", "*", () -> feeding.read(desired, deadline))
              : Absent::new;
      Observed<List<Divergence>> divergences = trials.read(desired, seen.filters(), broken, reads);
      return seen.tried(divergences, feeders.get());
    }
  }

  /**
   * Endpoints that the settings name are looked at beside each other: first whether they are there,
   * while subscriptions are listed, and those that are subscribed then further.
   */
  private Deliveries.Hearing hearing(
      Desired desired,
      Instant at,
      SideBySide reads,
      Supplier<Observed<List<Listed>>> subscribed,
      TopicKeys keys) {
    Account account = desired.place().account();
    Deliveries.Hearing look =
        it -> read(desired.topic(), topic -> endpoints.read(it, topic.arn(), account, at, keys));
    Map<String, Supplier<Observed<Endpoint>>> named = new HashMap<>();
    for (Subscription wanted : desired.subscriptions()) {
      named.put(
          wanted.endpoint(),
          reads.start(
              "endpoint " + wanted.endpoint(),
              desired.topic(),
              () ->
                  read(
                      desired.topic(),
                      topic -> {
                        var begun = endpoints.begin(wanted, topic.arn(), account, at, keys);
                        return subscribed.get() instanceof Present<List<Listed>>(List<Listed> all)
                                && all.stream().anyMatch(it -> it.subscription().reaches(wanted))
                            ? begun.get()
                            : new Absent<>();
                      })));
    }
    return it -> Optional.ofNullable(named.get(it.endpoint())).orElse(() -> look.at(it)).get();
  }

  private static Observed<List<Subscription>> subscriptions(List<Listed> listed) {
    return new Present<>(listed.stream().map(Listed::subscription).toList());
  }

  private static List<Arn> publishing(
      Account account, List<String> own, Observed<List<Alarm>> named) {
    Stream<String> there =
        named instanceof Present<List<Alarm>>(List<Alarm> all)
            ? all.stream().filter(it -> it.type() == Alarm.Type.METRIC).map(Alarm::name)
            : Stream.empty();
    return Stream.concat(own.stream(), there)
        .distinct()
        .map(it -> account.arn("cloudwatch", "alarm:" + it))
        .toList();
  }

  /** What is not desired is not read. */
  private static <W, T> Observed<T> read(Optional<W> wanted, Function<W, Observed<T>> read) {
    return wanted.map(read).orElseGet(Absent::new);
  }
}
