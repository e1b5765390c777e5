package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reports and their parts, made by hand. */
public final class Reports {
  public static final Repair REPAIR = new Repair.PutAlarm(AnAlarm.asItShouldBe());
  public static final Remedy FIX = new Remedy.Fix(REPAIR);
  public static final Remedy ASK = new Remedy.Ask("somebody has to act", "aws do-it");
  public static final Remedy WAIT = new Remedy.Wait("it settles");
  public static final Remedy NOTE = new Remedy.Note("worth knowing");

  private Reports() {}

  public static Order order() {
    return order(Mode.REPAIR);
  }

  public static Order order(Mode mode) {
    return new Order(Cause.of("request"), mode, ROOT_USAGE, ACCOUNT, inAMinute());
  }

  public static Deadline inAMinute() {
    return new Deadline(NOW.plus(Duration.ofMinutes(1)), () -> NOW);
  }

  public static Finding finding(Kind kind, Remedy remedy) {
    return new Finding(
        Link.ALARM,
        "root_usage_alarm",
        List.of("root_usage"),
        kind,
        Severity.CRITICAL,
        List.of(),
        remedy);
  }

  public static Plan plan(Finding... findings) {
    return new Plan(List.of(findings));
  }

  /** A look only. */
  public static Report observed(Finding... findings) {
    Plan plan = plan(findings);
    return new Report(order(Mode.OBSERVE), Fixtures.desired(), plan, Map.of(), plan, NOW, NOW);
  }

  /** A run whose controls are all to come from overrides that were never read. */
  public static Report withoutControls() {
    Order none = new Order(Cause.of("schedule"), Mode.REPAIR, List.of(), ACCOUNT, inAMinute());
    Plan plan =
        plan(
            new Finding(
                Link.METRIC_FILTER,
                "overrides /o",
                List.of(),
                Kind.UNREADABLE,
                Severity.CRITICAL,
                List.of(),
                ASK));
    return new Report(none, Fixtures.desired(), plan, Map.of(), plan, NOW, NOW);
  }

  /** The alarm was missing, its repair ended so, and the last look showed this. */
  public static Report repaired(Outcome outcome, Finding... after) {
    return new Report(
        order(),
        Fixtures.desired(),
        plan(finding(Kind.MISSING, FIX)),
        Map.of(REPAIR, outcome),
        plan(after),
        NOW,
        NOW);
  }

  public static Report at(Place place, Finding... findings) {
    Plan plan = plan(findings);
    return new Report(order(), Fixtures.desired(place), plan, Map.of(), plan, NOW, NOW);
  }
}
