package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.GROUP;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.email;
import static dev.alarmkeeper.reconcile.Reports.inAMinute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is desired and whatever is found: after one round of repairs a fresh plan has no more,
 * nobody's own is lost, and what was not read was not written.
 */
class FixpointTest {
  private static final int CHAINS = 400;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261123, 987654321})
  void oneRoundOfRepairsIsEnough(long seed) {
    Random random = new Random(seed);
    int repaired = 0;
    for (int i = 0; i < CHAINS; i++) {
      ChainSettings settings = settings(random);
      List<Control> controls = settings.controls();
      Desired desired = DesiredState.of(settings, controls, Fixtures.place());
      InMemoryChain chain = InMemoryChain.whole(desired);
      disturb(chain, desired, random);
      Snapshot first = chain.snapshot();
      List<Repair> repairs = Planner.plan(desired, first, controls).repairs();
      repairs.forEach(chain::apply);
      repaired += repairs.size();

      Plan again = Planner.plan(desired, chain.observe(desired, inAMinute()), controls);
      // What stands on a log group or topic that may not be read can fail, and nothing else.
      assertThat(again.repairs())
          .as("chain %s of seed %s, after %s", i, seed, repairs)
          .isEqualTo(again.repairs().stream().filter(it -> standsOnUnread(it, first)).toList());
      assertThat(repairs).allSatisfy(it -> assertThat(isRead(it, first)).as("%s", it).isTrue());
      assertNobodysOwnIsLost(first, chain.snapshot());
    }
    assertThat(repaired).as("repairs tried").isGreaterThan(CHAINS);
  }

  private static boolean standsOnUnread(Repair repair, Snapshot seen) {
    return switch (repair.link()) {
      case METRIC_FILTER -> seen.logGroup() instanceof Observed.Unreadable;
      case SUBSCRIPTION -> seen.topic() instanceof Observed.Unreadable;
      case TRAIL, LOG_GROUP, ALARM, TOPIC, ALARMKEEPER -> false;
    };
  }

  private static boolean isRead(Repair repair, Snapshot seen) {
    return !(switch (repair.link()) {
          case TRAIL -> seen.status();
          case LOG_GROUP -> seen.logGroup();
          case METRIC_FILTER -> seen.filters();
          case ALARM -> seen.alarms();
          case TOPIC -> seen.topic();
          case SUBSCRIPTION -> seen.subscriptions();
          case ALARMKEEPER -> throw new AssertionError("no repair is of alarmkeeper itself");
        }
        instanceof Observed.Unreadable);
  }

  private static void assertNobodysOwnIsLost(Snapshot before, Snapshot after) {
    assertThat(listed(after.filters()).stream().map(MetricFilter::name))
        .containsAll(listed(before.filters()).stream().map(MetricFilter::name).toList());
    assertThat(listed(after.subscriptions())).containsAll(listed(before.subscriptions()));
    for (Alarm alarm : listed(before.alarms())) {
      assertThat(listed(after.alarms()))
          .filteredOn(it -> it.name().equals(alarm.name()))
          .singleElement()
          .satisfies(it -> assertThat(it.actions().alarm()).containsAll(alarm.actions().alarm()));
    }
  }

  private static <T> List<T> listed(Observed<List<T>> listing) {
    return listing instanceof Present<List<T>>(List<T> all) ? all : List.of();
  }

  private static ChainSettings settings(Random random) {
    List<Control> all = Fixtures.controls("all");
    int from = random.nextInt(all.size());
    List<Subscription> people =
        List.of(email("sec@example.com"), new Subscription("sms", "+15551234567", State.CONFIRMED));
    ChainSettings defaults =
        Fixtures.settings(
            all.subList(from, Math.min(all.size(), from + 1 + random.nextInt(3))),
            people.subList(0, random.nextInt(3)));
    return new ChainSettings(
        defaults.controls(),
        defaults.profile(),
        pick(random, PatternMatch.values()),
        defaults.trailName(),
        new LogGroupSettings(
            Optional.of(GROUP),
            maybe(random, 365),
            maybe(random, "arn:aws:kms:key"),
            random.nextBoolean()),
        defaults.names(),
        new TopicSettings(Optional.empty(), "alarmkeeper-alarms", maybe(random, "alias/alarms")),
        defaults.subscriptions());
  }

  private static void disturb(InMemoryChain chain, Desired desired, Random random) {
    if (random.nextInt(3) == 0) {
      chain.status =
          new Present<>(
              new TrailStatus(
                  Fixtures.trail(), false, Optional.empty(), Optional.of(Duration.ofDays(1))));
    }
    chain.logGroup =
        seen(
            random,
            new LogGroup(
                GROUP,
                maybe(random, 7),
                maybe(random, "arn:aws:kms:other"),
                LogGroup.STANDARD,
                random.nextBoolean(),
                Optional.of(NOW.minus(Duration.ofMinutes(random.nextInt(60))))));
    List<MetricFilter> filters = new ArrayList<>(List.of(AFilter.with(f -> f.name = "owners")));
    List<Alarm> alarms = new ArrayList<>();
    for (Watch watch : desired.watches()) {
      watch
          .filter()
          .filter(_ -> random.nextInt(4) > 0)
          .ifPresent(it -> filters.add(tampered(it, random)));
      if (random.nextInt(4) > 0) {
        alarms.add(tampered(watch.alarm(), random));
      }
    }
    boolean isGone = chain.logGroup instanceof Absent;
    chain.filters = isGone ? new Present<>(List.of()) : unlessUnread(random, filters);
    chain.alarms = unlessUnread(random, alarms);
    chain.topic =
        seen(
            random,
            new Topic(
                Fixtures.TOPIC_ARN,
                new Grant(
                    pick(random, Answer.values()),
                    random.nextInt(4) == 0 ? List.of("Deny") : List.of(),
                    random.nextInt(4) == 0 ? List.of("May") : List.of()),
                maybe(random, "alias/aws/sns")));
    List<Subscription> subscriptions = new ArrayList<>();
    for (Subscription wanted : List.of(email("SEC@example.com"), email("other@example.com"))) {
      if (random.nextBoolean()) {
        subscriptions.add(
            new Subscription(wanted.protocol(), wanted.endpoint(), pick(random, State.values())));
      }
    }
    chain.subscriptions =
        chain.topic instanceof Absent
            ? new Present<>(List.of())
            : unlessUnread(random, subscriptions);
  }

  private static MetricFilter tampered(MetricFilter desired, Random random) {
    return AFilter.with(
        f -> {
          f.name = desired.name();
          f.pattern =
              pick(random, desired.pattern(), desired.pattern() + " ", "{ $.a = \"never\" }", "");
          f.namespace = pick(random, "CISBenchmark", "CISBenchmark", "Mine");
          f.metric = pick(random, desired.transformation().metric(), "other");
          f.value = pick(random, "1", "1.0", "0", "$.size");
          f.defaultValue =
              pick(random, List.of(Optional.empty(), Optional.of(0.0), Optional.of(-1.0)));
          f.unit =
              pick(random, List.of(Optional.empty(), Optional.of("Count"), Optional.of("Bytes")));
          f.dimensions = pick(random, List.of(Map.of(), Map.of("User", "$.user")));
          f.onTransformedLogs = random.nextInt(4) == 0;
          f.selection = maybe(random, "@aws.region = \"x\"");
          f.systemFields = pick(random, List.of(List.of(), List.of("@aws.account")));
        });
  }

  private static Alarm tampered(Alarm desired, Random random) {
    return AnAlarm.with(
        a -> {
          a.name = desired.name();
          a.type = random.nextInt(8) == 0 ? Alarm.Type.COMPOSITE : Alarm.Type.METRIC;
          a.metric = pick(random, List.of(desired.signal().metric(), Optional.of("other")));
          a.period = Duration.ofSeconds(pick(random, 10, 60, 300, 86_400));
          a.threshold = pick(random, 0.0, 0.5, 1.0, 100.0);
          a.missingData = pick(random, "missing", "notBreaching", "breaching");
          a.enabled = random.nextBoolean();
          a.actions =
              pick(
                  random,
                  List.of(
                      desired.actions().alarm(),
                      List.of(),
                      List.of("own", "pager"),
                      List.of("a", "b", "c", "d", "e")));
          if (random.nextInt(4) == 0) {
            a.extras.put("EvaluationWindow", "sliding");
          }
        });
  }

  private static <T> Observed<T> seen(Random random, T state) {
    return random.nextInt(5) == 0 ? new Absent<>() : unlessUnread(random, state);
  }

  private static <T> Observed<T> unlessUnread(Random random, T state) {
    return random.nextInt(8) == 0 ? Fixtures.denied() : new Present<>(state);
  }

  private static <T> Optional<T> maybe(Random random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... from) {
    return from[random.nextInt(from.length)];
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
