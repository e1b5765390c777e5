package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.pattern.Comparisons;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a look at twins that tell one topic shows, judged as if they were adopted.
 *
 * @param topic the topic
 * @param seen what the look saw
 * @param found what is to be said of the twins and of what they share
 */
record TwinLook(Arn topic, Snapshot seen, List<Finding> found) {
  /** As many events as an alarm of a public setup waits for: more is no alarm on the event. */
  private static final int MOST_USES = 10;

  /** Subscribers whose going is noticed. */
  private static final int MOST_HEARERS = 100;

  /** Looks at these twins, by the ids of their controls. */
  static TwinLook at(
      Arn topic,
      ChainSettings given,
      Map<String, Twin> twins,
      Place place,
      Observer observer,
      Deadline deadline) {
    ChainSettings adopted = Adoption.telling(topic, given, twins);
    Desired desired = DesiredState.of(adopted, adopted.controls(), place);
    Snapshot seen = observer.observe(desired, deadline);
    return new TwinLook(
        topic,
        seen,
        Planner.plan(desired, seen, adopted.controls(), new Comparisons()).findings().stream()
            .filter(it -> !(it.remedy() instanceof Remedy.Note))
            .toList());
  }

  /** What is to be said of one of the twins, its topic and who hears it. */
  List<Finding> about(Twin twin) {
    return Stream.concat(
            found.stream()
                .filter(
                    it ->
                        switch (it.link()) {
                          case METRIC_FILTER, ALARM -> it.controls().contains(twin.control().id());
                          case TOPIC, SUBSCRIPTION -> true;
                          case TRAIL, LOG_GROUP, ALARMKEEPER -> false;
                        }),
            late(twin).stream())
        .toList();
  }

  /** An alarm that waits for several events may be adopted so, and is told all the same. */
  private static Optional<Finding> late(Twin twin) {
    int wanted = twin.control().tuning().threshold();
    return twin.alarm()
        .filter(_ -> twin.threshold() > wanted)
        .map(
            alarm ->
                new Finding(
                    Link.ALARM,
                    alarm.name(),
                    List.of(twin.control().id()),
                    Kind.DRIFTED,
                    twin.threshold() > MOST_USES ? Severity.CRITICAL : Severity.HIGH,
                    List.of(
                        new Difference(
                            "threshold",
                            String.valueOf(wanted),
                            String.valueOf(twin.threshold()),
                            "fewer events within a period tell nobody")),
                    new Remedy.Fix(new Repair.PutAlarm(alarm))));
  }

  /** Whether somebody hears of the control's events by it. */
  boolean isWhole(Twin twin) {
    return about(twin).stream().noneMatch(TwinLook::breaks);
  }

  /** Why nobody knows whether it is whole; empty where that is known. */
  Optional<Unreadable<Twin>> unread(Twin twin) {
    return about(twin).stream()
        .filter(it -> it.kind() == Kind.UNREADABLE)
        .map(Finding::remedy)
        .flatMap(it -> it instanceof Remedy.Wait(String why) ? Stream.of(why) : Stream.empty())
        .findFirst()
        .filter(_ -> about(twin).stream().noneMatch(TwinLook::surelyBreaks))
        .map(why -> new Unreadable<>(why, true));
  }

  private static boolean breaks(Finding finding) {
    return finding.severity() == Severity.CRITICAL || finding.kind() == Kind.UNREADABLE;
  }

  private static boolean surelyBreaks(Finding finding) {
    return breaks(finding)
        && !(finding.kind() == Kind.UNREADABLE && finding.remedy() instanceof Remedy.Wait);
  }

  /** What is to be said of it, a line each, and what its pattern means. */
  Set<String> marks(Twin twin) {
    return Stream.concat(
            about(twin).stream().map(TwinLook::mark),
            twin.meaning().stream().map(it -> "pattern means " + it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String mark(Finding finding) {
    return "%s %s %s %s"
        .formatted(
            finding.link().name().toLowerCase(Locale.ROOT),
            finding.name(),
            finding.kind().name().toLowerCase(Locale.ROOT),
            finding.differences().stream()
                .map(it -> it.field() + "=" + it.observed())
                .collect(Collectors.joining(", ")))
        .strip();
  }

  /** Who has confirmed that they hear the topic; endpoints are masked. */
  Set<String> hearers() {
    return seen.subscriptions() instanceof Present<List<Subscription>>(List<Subscription> all)
        ? all.stream()
            .filter(it -> it.state() == State.CONFIRMED)
            .map(Subscription::masked)
            .sorted()
            .limit(MOST_HEARERS)
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  /** The topics that an alarm tells, in its order. */
  static Stream<Arn> topics(Alarm alarm) {
    return alarm.actions().alarm().stream()
        .flatMap(
            action -> {
              try {
                return Stream.of(Arn.parse(action));
              } catch (IllegalArgumentException _) {
                return Stream.empty();
              }
            })
        .filter(it -> it.service().equals("sns"));
  }
}
