package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.reconcile.TwinQuestions.Settled;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One run: locate, observe, plan, repair, observe again, plan again, remark, report. */
public final class Reconciler {
  /** What repairs leave for the look after them: without it nothing could be claimed. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  private final ChainSettings settings;
  private final Observer observer;
  private final Repairer repairer;
  private final Witness witness;
  private final TwinQuestions twins;

  /** A reconciler of one account's chain, that makes its own whatever is there. */
  public Reconciler(ChainSettings settings, Observer observer, Repairer repairer, Witness witness) {
    this(settings, observer, repairer, witness, OnTwin.DOUBLE, Optional.empty());
  }

  /**
   * A reconciler of one account's chain.
   *
   * @param onTwin what to do where somebody else's chain does the job of a control already
   * @param memory where it is remembered what was decided about that; empty makes its own
   */
  public Reconciler(
      ChainSettings settings,
      Observer observer,
      Repairer repairer,
      Witness witness,
      OnTwin onTwin,
      Optional<TwinMemory> memory) {
    this.settings = settings;
    this.observer = observer;
    this.repairer = repairer;
    this.witness = witness;
    this.twins = new TwinQuestions(settings, observer, onTwin, memory);
  }

  /** Makes one run. Everything is read afresh; what AWS refuses is in the report, not thrown. */
  public Report run(Order order) {
    Supplier<Observed<TwinDecisions>> decided = twins.begin();
    Look look = observer.look(order.account(), it -> desired(order, it), order.deadline());
    Place located = look.desired().place();
    Desired desired = look.desired();
    Snapshot seen = look.seen();
    if (seen.trail() instanceof Present<Trail>(Trail trail)
        && !located.seen(trail.logGroup()).equals(located)) {
      // Filters are of use where the trail delivers, and there nobody has looked yet.
      desired = desired(order, located.seen(trail.logGroup()));
      seen = observer.observe(desired, order.deadline());
    }
    Comparisons comparisons = new Comparisons();
    Accepting accepting = new Accepting(order, seen.at());
    Settled settled = twins.settle(order, desired, seen, decided);
    desired = settled.desired();
    OtherTopics others = new OtherTopics(observer, order.mode());
    Plan found = Planner.plan(desired, seen, order.controls(), comparisons);
    Plan before = accepting.in(others.in(found, desired, seen).and(settled.plan()));
    witness.saw(order, desired, before, seen.at());
    if (order.mode() == Mode.OBSERVE || before.repairs().isEmpty()) {
      Plan only =
          accepting.inAll(
              before
                  .and(remarks(before, desired, seen, order, comparisons))
                  .and(settled.kept().get()));
      return new Report(order, desired, only, Map.of(), only, seen.at(), seen.at());
    }
    Map<Repair, Outcome> outcomes =
        SideBySideRepairs.make(before.repairs(), repairer, order.deadline().minus(LAST_LOOK));
    Snapshot again = observer.observe(desired, order.deadline());
    Plan after = Planner.plan(desired, again, order.controls(), comparisons);
    if (order.deadline().left().compareTo(LAST_LOOK) > 0 && isUnchanged(after, outcomes)) {
      // An answer may lag behind a write by moments: another look tells a lag from a fight.
      again = observer.observe(desired, order.deadline());
      after = Planner.plan(desired, again, order.controls(), comparisons);
    }
    after =
        accepting.inAll(
            others
                .in(after, desired, again)
                .and(settled.plan())
                .and(remarks(after, desired, again, order, comparisons))
                .and(settled.kept().get()));
    return new Report(order, desired, before, outcomes, after, seen.at(), again.at());
  }

  private Desired desired(Order order, Place place) {
    return DesiredState.of(settings, order.controls(), place).doubting(order.doubt());
  }

  /** Whether a write that AWS took has to be made again. */
  private static boolean isUnchanged(Plan plan, Map<Repair, Outcome> outcomes) {
    return plan.repairs().stream().anyMatch(it -> outcomes.get(it) instanceof Outcome.Done);
  }

  /** What can wait until nothing is left to write. */
  private Plan remarks(
      Plan plan, Desired desired, Snapshot seen, Order order, Comparisons comparisons) {
    Snapshot tried =
        observer.tryPatterns(desired, seen, plan.broken(Link.METRIC_FILTER), order.deadline());
    return Planner.remarks(desired, tried, comparisons);
  }
}
