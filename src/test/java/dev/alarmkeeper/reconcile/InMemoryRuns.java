package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.TRAIL_ARN;
import static dev.alarmkeeper.reconcile.Reports.inAMinute;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of whole runs over a chain in memory. */
public final class InMemoryRuns {
  private InMemoryRuns() {}

  public static Report afterEverythingWasDeleted(Mode mode) {
    ChainSettings settings = allControls(List.of(Fixtures.email("sec@example.com")));
    InMemoryChain chain = whole(settings);
    chain.deleteEverything();
    return run(settings, chain, mode);
  }

  public static Report afterEverythingWasTamperedWith() {
    ChainSettings settings = allControls(List.of(Fixtures.email("sec@example.com")));
    InMemoryChain chain = whole(settings);
    Trail trail =
        new Trail(
            TRAIL_ARN, false, false, Optional.of(LogGroup.arn(Fixtures.STRANGER, "loot")), true);
    chain.trail = new Present<>(trail);
    chain.status =
        new Present<>(new TrailStatus(trail, true, Optional.of("AccessDenied"), Optional.empty()));
    chain.logGroup =
        new Present<>(
            new LogGroup(
                Fixtures.GROUP,
                Optional.empty(),
                Optional.empty(),
                "DELIVERY",
                false,
                Optional.empty()));
    chain.filters = new Present<>(List.of(AFilter.with(f -> f.pattern = "{ $.\u202E = \"\n\" }")));
    chain.alarms =
        new Present<>(
            List.of(
                AnAlarm.with(
                    a -> {
                      a.threshold = 100;
                      a.extras.put("Metrics", "m1\u001b[2J");
                      a.evaluationState = Optional.of("EVALUATION_ERROR");
                    })));
    chain.topic =
        new Present<>(
            new Topic(
                Fixtures.TOPIC_ARN,
                new Grant(Answer.NO, List.of("Deny\n"), List.of()),
                Optional.of("alias/aws/sns")));
    return run(settings, chain, Mode.REPAIR);
  }

  /**
   * Runs that find the subscriptions in this state, missing, refused and not among the settings.
   */
  public static List<Report> withSubscriptions(List<Subscription> people, State state) {
    ChainSettings settings = allControls(people);
    InMemoryChain found = whole(settings);
    found.subscriptions =
        new Present<>(
            people.stream()
                .map(it -> new Subscription(it.protocol(), it.endpoint(), state))
                .toList());
    InMemoryChain missing = whole(settings);
    missing.subscriptions = new Present<>(List.of());
    InMemoryChain refused = whole(settings);
    refused.subscriptions = new Present<>(List.of());
    refused.failures.put(Repair.Subscribe.class, new Outcome.Refused("denied"));
    ChainSettings others = allControls(List.of(Fixtures.email("other@example.com")));
    InMemoryChain unnamed = whole(others);
    unnamed.subscriptions = found.subscriptions;
    return Stream.of(
            state == State.CONFIRMED
                ? Stream.<Report>empty()
                : Stream.of(run(settings, found, Mode.REPAIR)),
            Stream.of(
                run(settings, missing, Mode.REPAIR),
                run(settings, refused, Mode.REPAIR),
                run(others, unnamed, Mode.REPAIR)))
        .flatMap(it -> it)
        .toList();
  }

  private static ChainSettings allControls(List<Subscription> people) {
    return Fixtures.settings(Fixtures.controls("all"), people);
  }

  private static InMemoryChain whole(ChainSettings settings) {
    return InMemoryChain.whole(DesiredState.of(settings, settings.controls(), Fixtures.place()));
  }

  private static Report run(ChainSettings settings, InMemoryChain chain, Mode mode) {
    Order order = new Order(Cause.of("schedule"), mode, settings.controls(), ACCOUNT, inAMinute());
    return new Reconciler(settings, chain, chain, Witness.NONE).run(order);
  }
}
