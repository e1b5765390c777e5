package dev.alarmkeeper.it;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.PinnedPlace;
import dev.alarmkeeper.aws.ProvenPatterns;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.OneReadStore;
import dev.alarmkeeper.evidence.store.StoredTwins;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Repairer;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Witness;
import dev.alarmkeeper.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** alarmkeeper's core, with real clients that talk to a local AWS and do not retry. */
public final class Keeper {
  /** Who the core is to the local AWS. */
  public static final String NAME = "alarmkeeper";

  /** The one subscription of the default settings; it is confirmed at once. */
  public static final String QUEUE = "arn:aws:sqs:us-east-1:111122223333:alarms";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LocalAws aws;
  private final Settings settings;
  private final Reconciler reconciler;

  /** How long the pace made calls wait. No time passes for it. */
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  private Keeper(
      LocalAws aws,
      Map<String, String> settings,
      Duration patience,
      UnaryOperator<Repairer> around) {
    this(aws, Settings.of(settings), patience, around);
  }

  private Keeper(
      LocalAws aws, Settings settings, Duration patience, UnaryOperator<Repairer> around) {
    this(aws, settings, Clients.of(aws, NAME).waiting(patience).retryingConflicts(), around);
  }

  private Keeper(LocalAws aws, Settings settings, Clients as, UnaryOperator<Repairer> around) {
    this(
        aws,
        settings,
        new AwsClients(
            as.cloudTrail(), as.logs(), as.cloudWatch(), as.sns(), as::kms, as::sqs, as::lambda),
        settings
            .evidence()
            .table()
            .map(it -> new DynamoDocumentStore(as.dynamoDb(), aws.region(), it)),
        around);
  }

  private Keeper(
      LocalAws aws,
      Settings settings,
      AwsClients clients,
      Optional<DynamoDocumentStore> table,
      UnaryOperator<Repairer> around) {
    this.aws = aws;
    this.settings = settings;
    Pace pace = new Pace(() -> Instant.EPOCH, waits::add);
    Optional<DocumentStore> store =
        table.map(
            it ->
                new OneReadStore(
                    it, Set.of(PinnedPlace.KIND, ProvenPatterns.KIND, StoredTwins.KIND)));
    AwsObserver observer =
        new AwsObserver(
            settings.chain(),
            clients,
            pace,
            table.flatMap(it -> store.map(through -> PinnedPlace.in(it, through))),
            store.map(ProvenPatterns::new));
    this.reconciler =
        new Reconciler(
            settings.chain(),
            observer,
            around.apply(observer.repairer()),
            Witness.NONE,
            settings.onTwin(),
            store.map(StoredTwins::new));
  }

  /** With nothing set but a subscription, and these settings: name, value, name, value. */
  public static Keeper of(LocalAws aws, String... settings) {
    return new Keeper(aws, settings(settings), PATIENCE, repairer -> repairer);
  }

  /** One whose overrides make these the controls. */
  static Keeper of(LocalAws aws, List<Control> controls, String... pairs) {
    Settings settings = Settings.of(settings(pairs));
    ChainSettings chain = settings.chain();
    return new Keeper(
        aws,
        new Settings(
            settings.mode(),
            new ChainSettings(
                controls,
                chain.profile(),
                chain.match(),
                chain.trailName(),
                chain.logGroup(),
                chain.names(),
                chain.topic(),
                chain.subscriptions()),
            settings.onTwin(),
            settings.configRule(),
            settings.overrides(),
            settings.evidence()),
        PATIENCE,
        repairer -> repairer);
  }

  /** One that works on an emulator that nobody here wrote. */
  static Keeper of(Emulator emulator, String... settings) {
    return new Keeper(
        emulator.here(),
        Settings.of(settings(settings)),
        emulator.clients(),
        Optional.empty(),
        repairer -> repairer);
  }

  /** One that gives up waiting for an answer so soon. */
  public static Keeper waiting(Duration patience, LocalAws aws, String... settings) {
    return new Keeper(aws, settings(settings), patience, repairer -> repairer);
  }

  /** One that dies after so many repairs, as if its process had been killed. */
  public static Keeper dyingAfter(LocalAws aws, int repairs) {
    return new Keeper(aws, settings(), PATIENCE, repairer -> new Dying(repairer, repairs));
  }

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new HashMap<>(Map.of("SUBSCRIPTIONS", "sqs:" + QUEUE));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** How long it would have waited, call by call, so as not to call too fast. */
  public List<Duration> waits() {
    return List.copyOf(waits);
  }

  public Report repair() {
    return run(Mode.REPAIR, Duration.ofSeconds(30));
  }

  public Report observe() {
    return run(Mode.OBSERVE, Duration.ofSeconds(30));
  }

  public Report run(Mode mode, Duration time) {
    InstantSource clock = InstantSource.system();
    return run(mode, new Deadline(clock.instant().plus(time), clock));
  }

  /** One whose time passes as the deadline's clock says. */
  Report run(Mode mode, Deadline deadline) {
    return reconciler.run(
        new Order(
            Cause.of("test"),
            mode,
            settings.chain().controls(),
            new Account("aws", aws.region(), LocalAws.ACCOUNT),
            deadline));
  }

  /** Thrown where the process would have been killed. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Dying implements Repairer {
    private final Repairer repairer;
    private final AtomicInteger left;

    Dying(Repairer repairer, int left) {
      this.repairer = repairer;
      this.left = new AtomicInteger(left);
    }

    @Override
    public Outcome apply(Repair repair) {
      if (left.getAndDecrement() <= 0) {
        throw new Killed();
      }
      return repairer.apply(repair);
    }
  }
}
