package dev.alarmkeeper.it;

import static java.util.Objects.requireNonNull;

import dev.alarmkeeper.aws.AlarmSignals;
import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.DrillOrder;
import dev.alarmkeeper.evidence.Drilling;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.Sinks;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.OneReadStore;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Sns;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.settings.DrillSchedule;
import dev.alarmkeeper.settings.Settings;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** alarmkeeper with drills on, and a local AWS in which time passes for both. */
final class DrillScene implements AutoCloseable {
  static final String TABLE = "evidence";
  static final String EMAIL = "security@example.com";
  static final String OPERATIONS = "arn:aws:sns:us-east-1:111122223333:operations";
  private static final OwnIdentity OWN =
      OwnIdentity.of(Arn.parse("arn:aws:sts::111122223333:assumed-role/keeper/alarmkeeper"));

  final LocalAws aws = LocalAws.start();
  DrillSchedule schedule = DrillSchedule.MONTHLY;
  private @Nullable EvidenceSummary left;
  private @Nullable Report report;

  /** What the clock of alarmkeeper is ahead of AWS's. */
  Duration skew = Duration.ZERO;

  private final Map<String, String> settings =
      new HashMap<>(Map.of("SUBSCRIPTIONS", "email:" + EMAIL, "EVIDENCE_TABLE", TABLE));
  private EvidenceRecorder evidence;
  private DocumentStore store;

  DrillScene() {
    aws.setTime(Instant.parse("2026-11-01T09:00:10Z"));
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    Clients.of(aws, "owner").sns().createTopic(it -> it.name("operations"));
    newProcess();
    // The chain is made, and then it is whole.
    run(DrillOrder.NONE);
    aws.sns().confirm(EMAIL);
    aws.pass(Duration.ofMinutes(10));
    run(DrillOrder.NONE);
  }

  /** The same with another setting, as after a deployment. */
  void deploy(String name, String value) {
    settings.put(name, value);
    newProcess();
  }

  /** Forgets what only the process knew. */
  void newProcess() {
    store = store();
    evidence = recorder(store);
  }

  private DocumentStore store() {
    Clients as = Clients.of(aws, Keeper.NAME).retryingConflicts();
    return new OneReadStore(
        new DynamoDocumentStore(as.dynamoDb(), aws.region(), TABLE), EvidenceStore.KINDS);
  }

  private EvidenceRecorder recorder(DocumentStore store) {
    Clients as = Clients.of(aws, Keeper.NAME).retryingConflicts();
    Pace pace = new Pace(() -> Instant.EPOCH, _ -> {});
    return new EvidenceRecorder(
        new Sinks(
            Optional.of(store),
            Optional.of(new SnsOperationsTopic(as.sns(), OPERATIONS)),
            it -> new SnsOperationsTopic(as.sns(), it.toString()),
            Optional.empty(),
            Optional.of(new CloudTrailHistory(as.logs(), _ -> as.cloudTrail(), pace)),
            Duration.ofDays(400),
            Duration.ofMinutes(90),
            List.of(),
            () -> new Present<>(OWN),
            OwnStack.UNKNOWN),
        schedule.isOn()
            ? Optional.of(new Drilling(schedule, new AlarmSignals(as.cloudWatch(), as.logs())))
            : Optional.empty(),
        this::now);
  }

  private Instant now() {
    return aws.now().plus(skew);
  }

  /** A run of the schedule. */
  EvidenceSummary run() {
    return run(DrillOrder.SCHEDULED);
  }

  EvidenceSummary run(DrillOrder order) {
    return run(order, evidence);
  }

  private EvidenceSummary run(DrillOrder order, EvidenceRecorder by) {
    Settings all = Settings.of(settings);
    Clients as = Clients.of(aws, Keeper.NAME).retryingConflicts();
    AwsClients clients =
        new AwsClients(
            as.cloudTrail(), as.logs(), as.cloudWatch(), as.sns(), as::kms, as::sqs, as::lambda);
    AwsObserver observer =
        new AwsObserver(
            all.chain(),
            clients,
            new Pace(() -> Instant.EPOCH, _ -> {}),
            Optional.empty(),
            Optional.empty());
    Deadline deadline = new Deadline(now().plusSeconds(60), this::now);
    Report found =
        new Reconciler(all.chain(), observer, observer.repairer(), by)
            .run(
                new Order(
                    Cause.of("schedule"),
                    Mode.REPAIR,
                    all.chain().controls(),
                    new Account("aws", aws.region(), LocalAws.ACCOUNT),
                    deadline));
    Report judged = by.judged(found, deadline);
    EvidenceSummary summary =
        by.conclude(judged, Optional.empty(), true, order, deadline, (_, _) -> {});
    report = judged;
    left = summary;
    return summary;
  }

  /** Another process makes a run of the schedule. */
  void runElsewhere() {
    run(DrillOrder.SCHEDULED, recorder(store()));
  }

  /** Minutes pass, with a run every five of them. */
  void pass(int minutes) {
    for (int i = 0; i < minutes; i += 5) {
      aws.pass(Duration.ofMinutes(5));
      run();
    }
  }

  /** The last run's report. */
  Report report() {
    return requireNonNull(report);
  }

  /** What the last run left behind. */
  EvidenceSummary left() {
    return requireNonNull(left);
  }

  /** What the last run says of drills. */
  JsonFields drills() {
    return new JsonFields(Json.object(Json.text(evidence.drills(report()).orElseThrow())));
  }

  JsonFields control(String id) {
    return drills().objects("controls").stream()
        .filter(it -> it.requiredText("control").equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The newest drill of root usage that is over. */
  JsonFields last() {
    return control("root_usage").object("last");
  }

  Map<String, ?> statement(Instant from, Instant to) {
    return new Statements(Optional.of(store), Duration.ofDays(400))
        .of(
            new Account("aws", aws.region(), LocalAws.ACCOUNT),
            Settings.of(settings).chain().controls(),
            new Window(from, to),
            now());
  }

  /** The events that drills wrote. */
  List<String> events() {
    return Clients.of(aws, "tester")
        .logs()
        .filterLogEvents(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .events()
        .stream()
        .filter(it -> it.logStreamName().equals("alarmkeeper-drill"))
        .map(it -> it.message())
        .toList();
  }

  /** What people were told on the operations topic. */
  List<Sns.Message> told() {
    return aws.sns().published().stream()
        .filter(it -> it.topicArn().equals(OPERATIONS))
        .filter(it -> it.subject().contains("DRILL"))
        .toList();
  }

  @Override
  public void close() {
    aws.close();
  }
}
