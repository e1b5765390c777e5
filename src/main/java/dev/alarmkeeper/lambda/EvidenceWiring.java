package dev.alarmkeeper.lambda;

import dev.alarmkeeper.aws.AlarmSignals;
import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsStackObserver;
import dev.alarmkeeper.aws.BusEvents;
import dev.alarmkeeper.aws.CallerIdentity;
import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.PinnedPlace;
import dev.alarmkeeper.aws.ProvenPatterns;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.Drilling;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.Sinks;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.own.OwnStackLook;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.OneReadStore;
import dev.alarmkeeper.evidence.store.StoredTwins;
import dev.alarmkeeper.reconcile.TwinMemory;
import dev.alarmkeeper.settings.EvidenceSettings;
import dev.alarmkeeper.settings.Lazy;
import dev.alarmkeeper.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Puts the parts of evidence together: of those that no setting asks for there is none. */
final class EvidenceWiring {
  /** What every run reads of the table. */
  private static final Set<String> NEEDED =
      Stream.concat(
              EvidenceStore.KINDS.stream(),
              Stream.of(PinnedPlace.KIND, ProvenPatterns.KIND, StoredTwins.KIND))
          .collect(Collectors.toUnmodifiableSet());

  private final EvidenceSettings settings;
  private final Transport transport;
  private final AwsClients clients;
  private final Optional<DynamoDocumentStore> table;

  /** What the chain's place and incidents are read through: together, once in a run. */
  private final Optional<DocumentStore> store;

  private final OwnStack own;
  private final Lazy<EventBridgeClient> events;

  /**
   * The wiring of one process.
   *
   * @param function the name of the function, where Lambda runs it
   */
  EvidenceWiring(Settings all, Optional<String> function, Transport transport, AwsClients clients) {
    this.settings = all.evidence();
    this.own =
        new OwnStack(
            settings.stack(),
            function,
            settings.table(),
            settings.topicArn(),
            all.configRule(),
            all.overrides().map(Settings.OverridesSetting::parameter));
    this.transport = transport;
    this.clients = clients;
    events = new Lazy<>(() -> transport.configureImpatient(EventBridgeClient.builder()).build());
    table =
        settings
            .table()
            .map(
                name ->
                    new DynamoDocumentStore(
                        transport.configureImpatient(DynamoDbClient.builder()).build(),
                        transport.region(),
                        name));
    store = table.map(it -> new OneReadStore(it, NEEDED));
  }

  /** Where the chain was found first. */
  Optional<PinnedPlace> place() {
    return table.flatMap(it -> store.map(through -> PinnedPlace.in(it, through)));
  }

  /** Which patterns were tried before. */
  Optional<ProvenPatterns> proven() {
    return store.map(ProvenPatterns::new);
  }

  /** What was decided about other people's chains. */
  Optional<TwinMemory> twins() {
    return store.map(StoredTwins::new);
  }

  /** What runs leave behind. */
  EvidenceRecorder evidence(InstantSource clock) {
    boolean asked =
        store.isPresent() || settings.topicArn().isPresent() || settings.bus().isPresent();
    return new EvidenceRecorder(
        new Sinks(
            store,
            notices(),
            it -> new SnsOperationsTopic(clients.sns(), it.toString()),
            bus(),
            asked ? Optional.of(history(clock)) : Optional.empty(),
            settings.retention(),
            settings.schedule().multipliedBy(3).dividedBy(2),
            settings.reminders(),
            self(),
            own),
        drilling(),
        clock);
  }

  /** Drills, where they are switched on. */
  private Optional<Drilling> drilling() {
    return settings.drills().isOn()
        ? Optional.of(
            new Drilling(settings.drills(), new AlarmSignals(clients.cloudWatch(), clients.logs())))
        : Optional.empty();
  }

  /** Whom our calls are made by; STS is asked once, when a call is first to be judged. */
  private Supplier<Observed<OwnIdentity>> self() {
    AtomicReference<Observed<OwnIdentity>> known = new AtomicReference<>(new Absent<>());
    return () -> {
      if (!(known.get() instanceof Present)) {
        known.set(
            new CallerIdentity(transport.configure(StsClient.builder()).build(), transport.region())
                .identity());
      }
      return known.get();
    };
  }

  /** What the table says of a period. */
  Statements statements() {
    return new Statements(table.map(it -> it), settings.retention());
  }

  /** Where people are told. */
  private Optional<OperationsTopic> notices() {
    return settings.topicArn().map(it -> new SnsOperationsTopic(clients.sns(), it));
  }

  /** How alarmkeeper looks at itself; empty where no setting names anything to look at. */
  Optional<OwnStackLook> ownStack(InstantSource clock) {
    return settings.stack().isPresent() || settings.topicArn().isPresent()
        ? Optional.of(
            new OwnStackLook(
                own,
                settings.reserved(),
                new AwsStackObserver(own, events, clients, new Pace(clock, Thread::sleep))))
        : Optional.empty();
  }

  /** Where machines are told. */
  private Optional<EventBus> bus() {
    return settings.bus().map(bus -> new BusEvents(events, bus));
  }

  /** What CloudTrail recorded; another Region's client is made when that Region is first asked. */
  private EventHistory history(InstantSource clock) {
    return new CloudTrailHistory(
        clients.logs(),
        region ->
            region.equals(transport.region())
                ? clients.cloudTrail()
                : transport.configure(CloudTrailClient.builder(), region).build(),
        new Pace(clock, Thread::sleep));
  }
}
