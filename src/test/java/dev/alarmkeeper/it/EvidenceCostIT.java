package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.BusEvents;
import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.PinnedPlace;
import dev.alarmkeeper.aws.ProvenPatterns;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.Sinks;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.OneReadStore;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evidence costs: the calls of the table that a run makes, however many links are broken. */
class EvidenceCostIT {
  private static final String TABLE = "evidence";
  private static final OwnIdentity OWN =
      OwnIdentity.of(Arn.parse("arn:aws:sts::111122223333:assumed-role/keeper/alarmkeeper"));

  private LocalAws aws;
  private Settings settings;
  private Reconciler reconciler;
  private EvidenceRecorder evidence;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    settings =
        Settings.of(
            Map.of(
                "SUBSCRIPTIONS",
                "sqs:" + Keeper.QUEUE,
                "CONTROLS",
                "all",
                "EVIDENCE_TABLE",
                TABLE));
    Clients as = Clients.of(aws, Keeper.NAME).retryingConflicts();
    Pace pace = new Pace(() -> Instant.EPOCH, _ -> {});
    AwsClients clients =
        new AwsClients(
            as.cloudTrail(), as.logs(), as.cloudWatch(), as.sns(), as::kms, as::sqs, as::lambda);
    DynamoDocumentStore table = new DynamoDocumentStore(as.dynamoDb(), aws.region(), TABLE);
    Set<String> kinds = new HashSet<>(EvidenceStore.KINDS);
    kinds.add(PinnedPlace.KIND);
    kinds.add(ProvenPatterns.KIND);
    OneReadStore store = new OneReadStore(table, kinds);
    evidence =
        new EvidenceRecorder(
            new Sinks(
                Optional.of(store),
                Optional.empty(),
                it -> new SnsOperationsTopic(as.sns(), it.toString()),
                Optional.of(new BusEvents(as::eventBridge, "default")),
                Optional.of(new CloudTrailHistory(as.logs(), _ -> as.cloudTrail(), pace)),
                Duration.ofDays(400),
                Duration.ofMinutes(90),
                settings.evidence().reminders(),
                () -> new Present<>(OWN),
                new OwnStack(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            InstantSource.system());
    AwsObserver observer =
        new AwsObserver(
            settings.chain(),
            clients,
            pace,
            Optional.of(PinnedPlace.in(table, store)),
            Optional.of(new ProvenPatterns(store)));
    reconciler = new Reconciler(settings.chain(), observer, observer.repairer(), evidence);
    run();
    run();
    aws.journal().clear();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aRunThatFindsNothingReadsOnceAndWritesOnce() {
    EvidenceSummary found = run();

    assertThat(found.missing()).isEmpty();
    assertThat(found.whole()).isTrue();
    assertThat(aws.journal().count("dynamodb:ExecuteStatement")).isEqualTo(1);
    assertThat(aws.journal().count("dynamodb:TransactWriteItems")).isEqualTo(1);
    assertThat(aws.journal().count("dynamodb:*")).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} broken links")
  @ValueSource(ints = {1, 4, 29})
  void aRunThatFindsSomethingMakesFourCalls(int broken) {
    Clients attacker = Clients.of(aws, "attacker");
    List<String> alarms =
        attacker.cloudWatch().describeAlarms().metricAlarms().stream()
            .map(it -> it.alarmName())
            .toList();
    var filters =
        attacker
            .logs()
            .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
            .metricFilters();
    assertThat(alarms.size() + filters.size()).isGreaterThanOrEqualTo(broken);
    int left = broken;
    for (String alarm : alarms) {
      if (left-- > 0) {
        attacker.cloudWatch().deleteAlarms(it -> it.alarmNames(alarm));
      }
    }
    for (var filter : filters) {
      if (left-- > 0) {
        attacker
            .logs()
            .deleteMetricFilter(
                it -> it.logGroupName(LocalAws.LOG_GROUP).filterName(filter.filterName()));
      }
    }
    aws.journal().clear();

    EvidenceSummary found = run();

    assertThat(found.incidents()).hasSize(broken);
    assertThat(found.missing()).isEmpty();
    assertThat(aws.journal().count("dynamodb:*")).isLessThanOrEqualTo(4);
  }

  private EvidenceSummary run() {
    InstantSource clock = InstantSource.system();
    Deadline deadline = new Deadline(clock.instant().plusSeconds(60), clock);
    Report report =
        reconciler.run(
            new Order(
                Cause.of("test"),
                Mode.REPAIR,
                settings.chain().controls(),
                new Account("aws", aws.region(), LocalAws.ACCOUNT),
                deadline));
    return evidence.conclude(report, Optional.empty(), true, deadline, (_, _) -> {});
  }
}
