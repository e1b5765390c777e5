package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run: locate, observe, plan, repair, observe again, try patterns, plan again, report. */
public final class Reconciler {
  /** What repairs leave for the look after them: without it nothing could be claimed. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  private final ChainSettings settings;
  private final Observer observer;
  private final Repairer repairer;
  private final Witness witness;

  /** A reconciler of one account's chain. */
  public Reconciler(ChainSettings settings, Observer observer, Repairer repairer, Witness witness) {
    this.settings = settings;
    this.observer = observer;
    this.repairer = repairer;
    this.witness = witness;
  }

  /** Makes one run. Everything is read afresh; what AWS refuses is in the report, not thrown. */
  public Report run(Order order) {
    Place place = observer.locate(order.account(), order.deadline());
    Desired desired = DesiredState.of(settings, order.controls(), place).doubting(order.doubt());
    Snapshot seen = observer.observe(desired, order.deadline());
    Plan before = Planner.plan(desired, seen, order.controls());
    witness.saw(order, desired, before, seen.at());
    if (order.mode() == Mode.OBSERVE || before.repairs().isEmpty()) {
      Plan only = lastPlan(desired, seen, order);
      return new Report(order, desired, only, Map.of(), only, seen.at(), seen.at());
    }
    Map<Repair, Outcome> outcomes = repair(before.repairs(), order.deadline().minus(LAST_LOOK));
    Snapshot again = observer.observe(desired, order.deadline());
    if (order.deadline().left().compareTo(LAST_LOOK) > 0
        && isUnchanged(Planner.plan(desired, again, order.controls()), outcomes)) {
      // An answer may lag behind a write by moments: another look tells a lag from a fight.
      again = observer.observe(desired, order.deadline());
    }
    Plan after = lastPlan(desired, again, order);
    return new Report(order, desired, before, outcomes, after, seen.at(), again.at());
  }

  /** Whether a write that AWS took has to be made again. */
  private static boolean isUnchanged(Plan plan, Map<Repair, Outcome> outcomes) {
    return plan.repairs().stream().anyMatch(it -> outcomes.get(it) instanceof Outcome.Done);
  }

  private Plan lastPlan(Desired desired, Snapshot seen, Order order) {
    Snapshot tried = observer.tryPatterns(desired, seen, order.deadline());
    return Planner.plan(desired, tried, order.controls());
  }

  private Map<Repair, Outcome> repair(List<Repair> repairs, Deadline deadline) {
    Map<Repair, Outcome> outcomes = new LinkedHashMap<>();
    for (Repair repair : repairs) {
      outcomes.put(repair, deadline.passed() ? new Outcome.NotReached() : repairer.apply(repair));
    }
    return outcomes;
  }
}
