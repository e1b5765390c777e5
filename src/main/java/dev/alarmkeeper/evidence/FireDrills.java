package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.drill.DrillEvent;
import dev.alarmkeeper.evidence.drill.DrillFindings;
import dev.alarmkeeper.evidence.drill.DrillReport;
import dev.alarmkeeper.evidence.drill.Heard.State;
import dev.alarmkeeper.evidence.drill.Signals;
import dev.alarmkeeper.evidence.drill.Target;
import dev.alarmkeeper.evidence.drill.Watching;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.notify.DrillMessages;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.store.DrillBook;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries drills on, run by run: nothing here waits. A drill is written down before people are told
 * of it, and people are told before its event is sent, so that a run that dies in between leaves a
 * drill whose event was perhaps never sent, and never one that is sent twice.
 */
final class FireDrills {
  private static final String WITHOUT_TOPIC =
      "nobody could be told: set OPERATIONS_TOPIC_ARN (parameter OperationsEmail or Subscriptions)";

  private final DrillBook book;
  private final Optional<Drilling> drilling;
  private final Optional<OperationsTopic> notices;
  private final InstantSource clock;
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private Optional<Watching> seen = Optional.empty();
  private List<Drill> finished = List.of();

  FireDrills(
      DrillBook book,
      Optional<Drilling> drilling,
      Optional<OperationsTopic> notices,
      InstantSource clock) {
    this.book = book;
    this.drilling = drilling;
    this.notices = notices;
    this.clock = clock;
  }

  /** A run begins: nothing is seen yet. */
  void begin() {
    seen = Optional.empty();
    waiting.clear();
    finished = List.of();
  }

  /** Reads what became of the drill that goes on, and of alarms that went off. */
  List<String> look(Desired desired) {
    seen =
        drilling
            .filter(_ -> !desired.place().isCoveredElsewhere())
            .map(
                it ->
                    Watching.look(
                        Target.all(desired), book.drills(), it.signals(), clock.instant()));
    return seen.map(Watching::unread).orElse(List.of());
  }

  /** The report, with what drills and firings say of the chain. */
  Report judged(Report report) {
    seen.ifPresent(it -> remember(it, report));
    return DrillFindings.added(report, book.drills(), every(), clock.instant());
  }

  private void remember(Watching look, Report report) {
    Instant now = clock.instant();
    Optional<Drill> before = book.drills().running();
    book.change(it -> look.after(it, report, now));
    finished =
        before.stream()
            .flatMap(it -> book.drills().of(it.target().control()).last().stream())
            .filter(it -> before.get().id().equals(it.id()))
            .toList();
  }

  private Optional<Duration> every() {
    return drilling.flatMap(it -> it.schedule().every());
  }

  /** When links were last heard that are silent though no look shows why. */
  Map<LinkId, Optional<Instant>> heard(Report report) {
    return DrillFindings.heard(report, book.drills());
  }

  /** Writes down what this run is going to do: to begin a drill, and to tell how others ended. */
  void plan(String run, Report report, DrillOrder order, boolean isRead) {
    if (drilling.isEmpty() || seen.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    book.change(it -> it.asking(order.asked(), now));
    claim(run, now);
    List<String> enabled = report.order().controls().stream().map(Control::id).toList();
    boolean mayBegin = order.mayBegin() && isRead && book.isSound();
    for (String control : book.drills().due(enabled, every(), now)) {
      if (!mayBegin) {
        waiting.put(control, "this run begins no drill");
      } else if (book.drills().running().isPresent()) {
        waiting.put(control, "another drill goes on");
      } else {
        begun(control, run, report, now).ifPresent(drill -> book.change(it -> it.beginning(drill)));
      }
    }
  }

  private void claim(String run, Instant now) {
    for (Drill drill : book.drills().untold(now)) {
      book.change(
          it ->
              it.untold(now).stream().anyMatch(one -> one.id().equals(drill.id()))
                  ? it.changingLast(
                      drill.target().control(), drill.id(), one -> one.claimed(run, now))
                  : it);
    }
  }

  /** A drill that can begin now; why it cannot is noted. */
  private Optional<Drill> begun(String control, String run, Report report, Instant now) {
    Optional<Target> target =
        Target.all(report.desired()).stream()
            .filter(it -> it.control().equals(control))
            .findFirst();
    Optional<State> state = target.flatMap(it -> seen.flatMap(look -> look.state(it)));
    Optional<String> waits = whyNot(control, target, state, report, now);
    waits.ifPresent(it -> waiting.put(control, it));
    return waits.isPresent()
        ? Optional.empty()
        : Optional.of(
            Drill.begun(
                Drill.PREFIX + UUID.randomUUID(),
                target.orElseThrow(),
                run,
                now,
                state.orElseThrow().since()));
  }

  /** Why no drill of the control can begin now; empty where one can. */
  private Optional<String> whyNot(
      String control, Optional<Target> target, Optional<State> state, Report report, Instant now) {
    if (notices.isEmpty()) {
      return Optional.of(WITHOUT_TOPIC);
    }
    if (!isCompliant(control, report)) {
      return Optional.of("the control is not compliant");
    }
    if (target.isEmpty() || state.isEmpty()) {
      return Optional.of("the alarm's state is not known");
    }
    if (!state.get().canGoOff()) {
      return Optional.of("the alarm is in ALARM already, and would tell nobody");
    }
    if (event(report, control, "alarmkeeper-drill-trial", now).isEmpty()) {
      return Optional.of("no sample of the control, marked as a drill, matches its pattern");
    }
    return Optional.empty();
  }

  /** What drills themselves say of the control keeps no drill from beginning. */
  private static boolean isCompliant(String control, Report report) {
    Report others = DrillFindings.without(report);
    return others.order().controls().stream()
        .filter(it -> it.id().equals(control))
        .anyMatch(it -> others.verdict(it) == Verdict.COMPLIANT);
  }

  private static Optional<String> event(Report report, String control, String id, Instant at) {
    return report.desired().watches().stream()
        .filter(it -> it.control().id().equals(control))
        .findFirst()
        .flatMap(
            watch ->
                watch
                    .filter()
                    .flatMap(
                        it ->
                            DrillEvent.of(
                                watch.control(), it.pattern(), report.place().account(), id, at)));
  }

  /**
   * Does what {@link #plan} wrote down; what came of it is kept by the next flush.
   *
   * @param isKept whether what was planned is kept: else no drill begins
   * @return what could not be done, and why
   */
  List<String> carryOut(
      String run, Report report, boolean isKept, Deadline deadline, LogLines lines) {
    List<String> missing = new ArrayList<>();
    book.drills()
        .running()
        .filter(it -> it.run().equals(run) && !it.sent())
        .ifPresent(it -> send(it, report, isKept, deadline, lines, missing));
    if (isKept) {
      book.drills().controls().values().stream()
          .flatMap(it -> it.last().stream())
          .filter(it -> it.isToldBy(run))
          .toList()
          .forEach(it -> tellEnd(it, report.place().account(), lines, missing));
    }
    return missing;
  }

  private void send(
      Drill drill,
      Report report,
      boolean isKept,
      Deadline deadline,
      LogLines lines,
      List<String> missing) {
    Optional<String> event = event(report, drill.target().control(), drill.id(), drill.started());
    boolean isReady =
        isKept
            && !deadline.passed()
            && event.isPresent()
            && isReady(drill)
            && tell(DrillMessages.before(drill, report.place().account()), missing);
    if (!isReady) {
      // Its event was never sent: it never began.
      book.change(it -> it.withdrawing(drill.id()));
      return;
    }
    lines.warn("drill begins", DrillReport.of(drill));
    Signals signals = drilling.orElseThrow().signals();
    switch (signals.put(drill.target().logGroup(), drill.started(), event.orElseThrow())) {
      case Outcome.Done _ -> book.change(it -> it.changing(drill.id(), Drill::sending));
      case Outcome.Refused(String advice) -> {
        missing.add("drill's event not taken: " + advice);
        book.change(it -> it.changing(drill.id(), one -> one.refused(advice, clock.instant())));
      }
      // It may have been taken: later runs see.
      case Outcome.Failed(String why, _) -> missing.add("drill's event perhaps not taken: " + why);
      case Outcome.NotReached _ -> {}
    }
  }

  /** Whether nothing has happened to the alarm since this run looked: a moment may be enough. */
  private boolean isReady(Drill drill) {
    String alarm = drill.target().alarm();
    return drilling.orElseThrow().signals().states(List.of(alarm))
            instanceof Present<Map<String, State>>(Map<String, State> states)
        && Optional.ofNullable(states.get(alarm))
            .filter(it -> it.canGoOff() && it.since().equals(drill.after()))
            .isPresent();
  }

  private void tellEnd(Drill drill, Account account, LogLines lines, List<String> missing) {
    lines.warn("drill is over", DrillReport.of(drill));
    if (tell(DrillMessages.after(drill, account), missing)) {
      book.change(it -> it.changingLast(drill.target().control(), drill.id(), Drill::told));
    }
  }

  private boolean tell(Notice notice, List<String> missing) {
    return switch (notices.map(it -> it.send(notice)).orElseGet(Sent.Done::new)) {
      case Sent.Done _ -> true;
      case Sent.Refused(String advice) -> {
        missing.add("people not told of a drill: " + advice);
        yield false;
      }
      case Sent.Failed(String why, _) -> {
        missing.add("people not told of a drill: " + why);
        yield false;
      }
    };
  }

  /** What the run's report says of drills; empty where there are none. */
  Optional<Map<String, @Nullable Object>> json(Report report) {
    List<String> enabled = report.order().controls().stream().map(Control::id).toList();
    return drilling.map(
        _ -> DrillReport.of(book.drills(), enabled, every(), waiting, clock.instant()));
  }

  /** When all controls of the report were last heard, in words; empty where one never was. */
  Optional<String> proof(Report report) {
    return DrillReport.phrase(
        book.drills(), report.order().controls().stream().map(Control::id).toList());
  }

  /** The drills that ended in this run. */
  List<Drill> finished() {
    return finished;
  }

  /** The ids of the events that drills wrote. */
  List<String> ids() {
    return book.drills().ids();
  }
}
