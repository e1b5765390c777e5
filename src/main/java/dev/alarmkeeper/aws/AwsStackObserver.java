package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.Subscriptions.Listed;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.own.EventRule;
import dev.alarmkeeper.evidence.own.StackObserver;
import dev.alarmkeeper.evidence.own.StackParts;
import dev.alarmkeeper.evidence.own.StackSnapshot;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Planner;
import dev.alarmkeeper.reconcile.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Looks at alarmkeeper's own stack: two listings of rules and one of alarms, the function, and the
 * operations topic with its subscribers, which is read and judged as the chain's topic is. What
 * keeps an alarm of the chain from people keeps alarmkeeper's own messages from them too.
 */
public final class AwsStackObserver implements StackObserver {
  private final OwnStack own;
  private final EventRules rules;
  private final OwnFunction function;
  private final Alarms alarms;
  private final Topics topics;
  private final Supplier<KmsClient> kms;
  private final MessageProtections protections;
  private final Subscriptions subscriptions;
  private final Deliveries deliveries;
  private final Endpoints endpoints;

  /** An observer of a stack, which calls through these clients. */
  public AwsStackObserver(
      OwnStack own, Supplier<EventBridgeClient> events, AwsClients clients, Pace pace) {
    this.own = own;
    rules = new EventRules(events);
    function = new OwnFunction(clients.lambda());
    alarms = new Alarms(clients.cloudWatch(), pace);
    topics = new Topics(clients.sns());
    kms = clients.kms();
    protections = new MessageProtections(clients.sns());
    subscriptions = new Subscriptions(clients.sns());
    deliveries = new Deliveries(clients.sns());
    endpoints = new Endpoints(clients.sqs(), clients.lambda());
  }

  @Override
  public StackSnapshot observe(Account account, Deadline deadline) {
    Instant at = deadline.clock().instant();
    // Without its function a stack is not known to be ours.
    Optional<String> stack = own.stack().filter(_ -> own.function().isPresent());
    Optional<String> watched = stack.filter(_ -> own.topic().isPresent());
    try (SideBySide reads = new SideBySide(deadline)) {
      Supplier<Observed<List<EventRule>>> listed =
          reads.start("rules", "", () -> read(stack.flatMap(_ -> own.prefix()), rules::beginning));
      Supplier<Observed<Set<String>>> waking =
          reads.start(
              "waking",
              "",
              () ->
                  read(
                      stack.flatMap(_ -> own.function()),
                      it -> rules.leadingTo(account.arn("lambda", "function:" + it))));
      Supplier<Observed<Optional<Integer>>> reserved =
          reads.start(
              "reserved", "", () -> read(stack.flatMap(_ -> own.function()), function::reserved));
      Supplier<Observed<List<Arn>>> shutOut =
          reads.start("shut out", "", () -> listed.get().flatMap(it -> shutOut(it, account, at)));
      Supplier<Observed<List<Alarm>>> watching =
          reads.start("alarms", "", () -> read(watched, it -> alarms.beginning(it + "-")));
      Supplier<Observed<Plan>> hearing =
          reads.start(
              "hearing",
              "",
              () ->
                  read(
                      own.topic().map(Arn::parse),
                      it -> hearing(it, account, watching, at, reads)));
      return new StackSnapshot(
          at,
          listed.get(),
          waking.get(),
          reserved.get(),
          shutOut.get(),
          watching.get(),
          hearing.get());
    }
  }

  private Observed<List<Arn>> shutOut(List<EventRule> listed, Account account, Instant at) {
    List<Arn> rules =
        listed.stream()
            // One that is disabled wakes nobody, and is told for that.
            .filter(EventRule::isEnabled)
            .map(EventRule::name)
            .filter(it -> own.id(it).filter(StackParts.rules(own)::contains).isPresent())
            .map(it -> account.arn("events", "rule/" + it))
            .toList();
    return read(
        own.function(),
        it -> function.shutOut(it, account.arn("lambda", "function:" + it), rules, at));
  }

  private Observed<Plan> hearing(
      Arn topic,
      Account account,
      Supplier<Observed<List<Alarm>>> watching,
      Instant at,
      SideBySide reads) {
    TopicKeys keys = new TopicKeys(kms, reads);
    Supplier<List<Arn>> publishing = () -> publishing(account, watching.get());
    Observed<Topic> found = topics.find(topic, account, publishing, at);
    Observed<List<Listed>> listed = subscriptions.read(topic);
    return new Present<>(
        Planner.hearing(
            desired(topic, account),
            new Snapshot(
                at,
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                found,
                found.flatMap(it -> keys.read(it, account, publishing.get(), at)),
                protections.read(topic, account, () -> found),
                listed.flatMap(
                    all -> new Present<>(all.stream().map(Listed::subscription).toList())),
                listed.flatMap(
                    all ->
                        deliveries.read(
                            all,
                            List.of(),
                            it -> endpoints.read(it, topic, account, at, keys),
                            reads)),
                new Absent<>(),
                new Absent<>(),
                new Absent<>())));
  }

  /** A topic of which nothing is asked but that somebody surely hears. */
  private static Desired desired(Arn topic, Account account) {
    return new Desired(
        new Place(account, new Absent<>(), Optional.empty(), ""),
        new Absent<>(),
        Optional.empty(),
        List.of(),
        Optional.of(new Topic(topic, Grant.FULL, Optional.empty())),
        List.of(),
        PatternMatch.MEANING,
        Optional.empty());
  }

  private static List<Arn> publishing(Account account, Observed<List<Alarm>> watching) {
    return watching instanceof Present<List<Alarm>>(List<Alarm> all)
        ? all.stream().map(it -> account.arn("cloudwatch", "alarm:" + it.name())).toList()
        : List.of();
  }

  /** What no setting names is not read. */
  private static <W, T> Observed<T> read(Optional<W> named, Function<W, Observed<T>> read) {
    return named.map(read).orElseGet(Absent::new);
  }
}
