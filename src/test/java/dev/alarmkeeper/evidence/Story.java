package dev.alarmkeeper.evidence;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.InMemoryStore;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.InMemoryChain;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chain over time: it is broken, looked at and repaired, and evidence is kept of it. */
public final class Story {
  public static final Duration SILENCE = Duration.ofMinutes(15);
  public static final OwnIdentity OWN =
      OwnIdentity.of(
          Arn.parse("arn:aws:sts::111122223333:assumed-role/alarmkeeper-FunctionRole/alarmkeeper"));
  public static final OwnStack STACK =
      new OwnStack(
          Optional.of("alarmkeeper"),
          Optional.of("alarmkeeper-Function-1A2B3C"),
          Optional.of("alarmkeeper-EvidenceTable-1A2B3C"),
          Optional.of("arn:aws:sns:us-east-1:111122223333:alarmkeeper-OperationsTopic-1A2B3C"),
          Optional.of("chain"),
          Optional.of("/alarmkeeper/overrides"));
  public static final Duration RETENTION = Duration.ofDays(400);

  public final InMemoryStore ledger;
  public final Outside outside;
  public final InMemoryChain chain = InMemoryChain.whole(Fixtures.desired());
  public final List<String> lines = new ArrayList<>();

  /** What a look sees of alarmkeeper itself; empty where none is made. */
  public Optional<OwnLook> own = Optional.empty();

  /** What is told on the chain's own topic. */
  public final Outside alarmTopic = new Outside();

  public Instant now = Fixtures.NOW;
  public Mode mode = Mode.REPAIR;
  public List<Duration> reminders =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));
  public EvidenceRecorder evidence;

  public Story() {
    this(new InMemoryStore(), new Outside());
  }

  /** A process of its own over the same table, topic and bus. */
  public Story(InMemoryStore ledger, Outside outside) {
    this.ledger = ledger;
    this.outside = outside;
    this.evidence = newProcess();
  }

  /** Forgets what only the process knew. */
  public EvidenceRecorder newProcess() {
    evidence =
        new EvidenceRecorder(
            new Sinks(
                Optional.of(ledger),
                Optional.of(outside),
                _ -> alarmTopic,
                Optional.of(outside),
                Optional.of(outside),
                RETENTION,
                SILENCE,
                reminders,
                () -> new Present<>(OWN),
                STACK),
            () -> now);
    return evidence;
  }

  public Story later(Duration time) {
    now = now.plus(time);
    chain.now = now;
    return this;
  }

  /** One run of the schedule. */
  public EvidenceSummary run() {
    return run(Cause.of("schedule"));
  }

  public EvidenceSummary run(Cause cause) {
    Report report = repair(cause);
    return evidence.conclude(report, own, true, deadline(), (message, _) -> lines.add(message));
  }

  /** A run that dies once it has repaired. */
  public Report repair(Cause cause) {
    Order order = new Order(cause, mode, Fixtures.ROOT_USAGE, Fixtures.ACCOUNT, deadline());
    return new Reconciler(Fixtures.settings(), chain, chain, evidence).run(order);
  }

  private Deadline deadline() {
    Instant at = now;
    return new Deadline(at.plus(Duration.ofMinutes(1)), () -> at);
  }

  public void deleteFilter() {
    chain.filters = new Present<>(List.<MetricFilter>of());
  }

  public void deleteAlarm() {
    chain.alarms = new Present<>(List.<Alarm>of());
  }

  /** Somebody deletes the filter, and CloudTrail records it. */
  public Cause deleteFilter(String actor) {
    deleteFilter();
    Map<String, @Nullable Object> record = deletion(actor, "root_usage_metric");
    outside.records.add(record);
    return cause(record);
  }

  public static Cause cause(Map<String, @Nullable Object> record) {
    var call = CloudTrailRecords.of(new JsonFields(record));
    return new Cause("api call", call.name(), call.time(), Optional.of(call));
  }

  public Map<String, @Nullable Object> deletion(String actor, String filter) {
    return call(
        "logs.amazonaws.com",
        "DeleteMetricFilter",
        actor,
        "{\"logGroupName\": \"CloudTrail/logs\", \"filterName\": \"%s\"}".formatted(filter));
  }

  /** A call as CloudTrail records it. */
  public Map<String, @Nullable Object> call(
      String service, String operation, String actor, String parameters) {
    return Json.object(
        """
        {"eventSource": "%s", "recipientAccountId": "111122223333",
         "eventName": "%s", "eventID": "deletion-%d", "eventTime": "%s",
         "awsRegion": "us-east-1", "sourceIPAddress": "198.51.100.7",
         "userIdentity": {"type": "AssumedRole", "arn": "%s",
           "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/Admin"},
             "attributes": {"mfaAuthenticated": "false"}}},
         "requestParameters": %s}
        """
            .formatted(service, operation, outside.records.size(), now, actor, parameters));
  }

  /** Root signs in to the console. */
  public void rootSignsIn(String id) {
    outside.records.add(
        Json.object(
            """
            {"eventName": "ConsoleLogin", "eventID": "%s", "eventTime": "%s",
             "eventType": "AwsConsoleSignIn", "awsRegion": "us-east-1",
             "sourceIPAddress": "203.0.113.9", "additionalEventData": {"MFAUsed": "No"},
             "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111122223333:root"}}
            """
                .formatted(id, now)));
  }

  /** What the ledger holds of one kind. */
  public List<JsonFields> kept(String kind) {
    return ledger.all(kind)
            instanceof Present<List<DocumentStore.Entry>>(List<DocumentStore.Entry> entries)
        ? entries.stream().map(it -> new JsonFields(it.document())).toList()
        : List.of();
  }

  /** The ids of all missed events that were announced on the bus, as often as they were. */
  public List<String> announced() {
    return outside.events.stream()
        .filter(it -> it.detailType().equals("Missed Root Activity"))
        .flatMap(
            it -> new JsonFields(Json.object(Json.text(it.detail()))).objects("events").stream())
        .map(it -> it.text("event_id").orElseThrow())
        .toList();
  }

  /** The sorts of events on the bus. */
  public List<String> published() {
    return outside.events.stream().map(EventBus.Event::detailType).toList();
  }
}
