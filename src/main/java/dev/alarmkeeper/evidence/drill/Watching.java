package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.drill.Heard.History;
import dev.alarmkeeper.evidence.drill.Heard.State;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one run observed of alarms, and what follows for what is remembered. It reads little where
 * nothing happens: the states of the alarms, in one call.
 *
 * @param states of the alarms, by name
 * @param heard what became of the drill that goes on, by its id
 * @param histories of the alarms that changed since they were looked at, by control
 */
public record Watching(
    List<Target> targets,
    Observed<Map<String, State>> states,
    Map<String, Heard> heard,
    Map<String, Observed<History>> histories) {
  /** Copies the collections. */
  public Watching {
    targets = List.copyOf(targets);
    heard = Map.copyOf(heard);
    histories = Map.copyOf(histories);
  }

  /** Looks. */
  public static Watching look(List<Target> targets, Drills drills, Signals signals, Instant now) {
    Set<String> alarms = targets.stream().map(Target::alarm).collect(Collectors.toSet());
    Observed<Map<String, State>> states =
        alarms.isEmpty() ? new Absent<>() : signals.states(alarms);
    Map<String, Heard> heard = new LinkedHashMap<>();
    drills
        .running()
        .ifPresent(
            it -> heard.put(it.id(), signals.heard(it.target(), it.started(), it.after(), now)));
    Map<String, Observed<History>> histories = new LinkedHashMap<>();
    for (Target target : targets) {
      Optional<Instant> watched = drills.of(target.control()).watched();
      boolean isNews =
          watched.isPresent()
              && !isDrilled(drills, target)
              && state(states, target).filter(it -> it.since().isAfter(watched.get())).isPresent();
      if (isNews) {
        histories.put(target.control(), signals.history(target, watched.get()));
      }
    }
    return new Watching(targets, states, heard, histories);
  }

  /** What the drill itself has the alarm do is no real firing: it is told apart when it is over. */
  private static boolean isDrilled(Drills drills, Target target) {
    return drills.running().filter(it -> it.target().alarm().equals(target.alarm())).isPresent();
  }

  private static Optional<State> state(Observed<Map<String, State>> states, Target target) {
    return states instanceof Present<Map<String, State>>(Map<String, State> all)
        ? Optional.ofNullable(all.get(target.alarm()))
        : Optional.empty();
  }

  /** The state of a control's alarm, as far as it is known. */
  public Optional<State> state(Target target) {
    return state(states, target);
  }

  /**
   * What is remembered after it.
   *
   * @param report what the run found of the chain, without what drills say of it
   */
  public Drills after(Drills before, Report report, Instant now) {
    Drills next = before.on(now);
    Set<String> broken = broken(report);
    Set<String> looked =
        report.order().controls().stream().map(Control::id).collect(Collectors.toSet());
    for (Map.Entry<String, Heard> it : heard.entrySet()) {
      next =
          next.changing(
              it.getKey(),
              drill ->
                  further(
                      drill.disturbedBy(broken.contains(drill.target().control())),
                      it.getValue(),
                      looked,
                      now));
    }
    for (Target target : targets) {
      String control = target.control();
      Optional<Instant> since = state(target).map(State::since);
      if (since.isPresent() && next.of(control).watched().isEmpty()) {
        // What happened before drills were switched on is not judged.
        next = next.watchingFrom(control, since.get());
      }
      Observed<History> history = histories.get(control);
      boolean isUnchanged =
          before.of(control).watched().equals(next.of(control).watched())
              && !isDrilled(before, target);
      if (since.isPresent() && isUnchanged && history instanceof Present<History>(History found)) {
        next = next.watching(control, found, since.get(), !broken.contains(control), now);
      }
    }
    return next;
  }

  /** A deployment may have put other links in the place of those that are drilled. */
  private Drill further(Drill drill, Heard observed, Set<String> looked, Instant now) {
    Drill next = drill.next(observed, now);
    boolean isAnother =
        looked.contains(drill.target().control())
            ? targets.stream().noneMatch(drill.target()::equals)
            : false;
    return next.ending().isEmpty() && isAnother
        ? next.ended(
            Drill.Result.UNKNOWN,
            Optional.empty(),
            "the settings of the control were changed meanwhile",
            now)
        : next;
  }

  private static Set<String> broken(Report report) {
    Set<String> broken = new HashSet<>();
    for (Control control : report.order().controls()) {
      if (report.verdict(control) != Verdict.COMPLIANT) {
        broken.add(control.id());
      }
    }
    return broken;
  }

  /** What could not be read, and why. */
  public List<String> unread() {
    List<String> unread = new ArrayList<>();
    if (states instanceof Unreadable<Map<String, State>>(String reason, _)) {
      unread.add("alarms' states not read for drills: " + reason);
    }
    for (Heard it : heard.values()) {
      for (Observed<?> one : List.of(it.datapoint(), it.history(), it.counts())) {
        if (one instanceof Unreadable<?>(String reason, _)) {
          unread.add("drill not observed yet: " + reason);
        }
      }
    }
    histories.forEach(
        (control, it) -> {
          if (it instanceof Unreadable<History>(String reason, _)) {
            unread.add("firing of " + control + " not judged yet: " + reason);
          }
        });
    return unread;
  }
}
