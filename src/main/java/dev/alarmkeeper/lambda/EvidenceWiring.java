package dev.alarmkeeper.lambda;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.BusEvents;
import dev.alarmkeeper.aws.CloudTrailHistory;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.SnsOperationsTopic;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.Sinks;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.settings.EvidenceSettings;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Puts the parts of evidence together: of those that no setting asks for there is none. */
final class EvidenceWiring {
  /** As many periods of the schedule as the heartbeat alarm waits for. */
  private static final int PERIODS = 3;

  private final EvidenceSettings settings;
  private final Transport transport;
  private final AwsClients clients;
  private final Optional<DynamoDocumentStore> ledger;

  EvidenceWiring(EvidenceSettings settings, Transport transport, AwsClients clients) {
    this.settings = settings;
    this.transport = transport;
    this.clients = clients;
    ledger =
        settings
            .table()
            .map(
                table ->
                    new DynamoDocumentStore(
                        transport.configureImpatient(DynamoDbClient.builder()).build(),
                        transport.region(),
                        table));
  }

  /** Where incidents and the place are kept. */
  Optional<DynamoDocumentStore> ledger() {
    return ledger;
  }

  /** What runs leave behind. */
  EvidenceRecorder evidence(InstantSource clock) {
    boolean asked =
        ledger.isPresent() || settings.topicArn().isPresent() || settings.bus().isPresent();
    return new EvidenceRecorder(
        new Sinks(
            ledger.map(it -> it),
            notices(),
            bus(),
            asked ? Optional.of(history(clock)) : Optional.empty(),
            settings.retention(),
            settings.schedule().multipliedBy(PERIODS)),
        clock);
  }

  /** What the table says of a period. */
  Statements statements() {
    return new Statements(ledger.map(it -> it), settings.retention());
  }

  /** Where people are told. */
  private Optional<OperationsTopic> notices() {
    return settings.topicArn().map(it -> new SnsOperationsTopic(clients.sns(), it));
  }

  /** Where machines are told. */
  private Optional<EventBus> bus() {
    return settings
        .bus()
        .map(
            bus ->
                new BusEvents(
                    new Lazy<>(
                        () -> transport.configureImpatient(EventBridgeClient.builder()).build()),
                    bus));
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
