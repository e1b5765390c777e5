package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether controls were in force over a period, minute by minute: each minute of it is in force,
 * exposed or unknown. A minute is exposed if any part of it was, and in force only if all of it was
 * watched.
 *
 * @param account whose chain it is
 * @param period in whole minutes, and not beyond now
 * @param lines a line for each control
 * @param timelines the same minutes in their order, for each control
 * @param incidents those that touch the period, the newest first
 * @param unread what could not be read, and why; the minutes that it may concern are unknown
 * @param drills of each control, the last drill that began before the period's end, in the
 *     controls' order; none of a control that was never drilled
 */
public record Statement(
    Account account,
    Window period,
    List<Line> lines,
    List<Timeline> timelines,
    List<Incident> incidents,
    List<String> unread,
    List<Drill> drills) {
  /** Copies the lists. */
  public Statement {
    drills = List.copyOf(drills);
    lines = List.copyOf(lines);
    timelines = List.copyOf(timelines);
    incidents = List.copyOf(incidents);
    unread = List.copyOf(unread);
  }

  /**
   * One control; the first three add up to the period.
   *
   * @param inForce minutes
   * @param exposed minutes, at most
   * @param unknown minutes
   * @param certain minutes of the exposed ones that certainly were: the others lie between the last
   *     look that verified a link and the first that saw it broken
   * @param incidents how many incidents weakened it in the period
   * @param missed events that no alarm announced, as many as were found; empty where they are not
   *     searched for
   */
  public record Line(
      Control control,
      int inForce,
      int exposed,
      int unknown,
      int certain,
      int incidents,
      Optional<Integer> missed) {}

  /**
   * The statement of a period.
   *
   * @param retention how long incidents are kept: of what is older nobody knows whether there were
   *     any
   */
  static Statement of(
      Account account,
      List<Control> controls,
      Window asked,
      StoredEvidence remembered,
      Duration retention,
      Instant now) {
    Window period = period(asked, now);
    Instant forgotten =
        remembered.complete()
            ? remembered.horizon().map(it -> it.at(now, retention).from()).orElse(now)
            : now;
    List<Incident> incidents =
        remembered.incidents().stream()
            .filter(it -> !it.since().at().isAfter(period.to()))
            .filter(it -> !it.ended().orElse(now).isBefore(period.from()))
            .sorted(
                Comparator.comparing((Incident it) -> it.since().at())
                    .reversed()
                    .thenComparing(Incident::id))
            .toList();
    List<Minutes> minutes =
        controls.stream()
            .map(it -> Minutes.of(it, period, incidents, remembered.watches(), forgotten, now))
            .toList();
    return new Statement(
        account,
        period,
        minutes.stream().map(it -> line(it, incidents)).toList(),
        minutes.stream().map(Minutes::timeline).toList(),
        incidents,
        remembered.unread(),
        controls.stream().flatMap(it -> last(it, remembered, period).stream()).toList());
  }

  private static Optional<Drill> last(Control control, StoredEvidence remembered, Window period) {
    return remembered.drills().stream()
        .filter(it -> it.target().control().equals(control.id()))
        .filter(it -> it.started().isBefore(period.to()))
        .max(Comparator.comparing(Drill::started));
  }

  private static Line line(Minutes minutes, List<Incident> all) {
    Control control = minutes.control();
    List<Incident> incidents = all.stream().filter(it -> it.weakens(control.id())).toList();
    int inForce = minutes.inForce().count();
    int exposed = minutes.exposed().count();
    return new Line(
        control,
        inForce,
        exposed,
        minutes.exposed().length() - exposed - inForce,
        minutes.certain().count(),
        incidents.size(),
        control.id().equals(SearchProgress.ROOT_USAGE)
            ? Optional.of(incidents.stream().mapToInt(Incident::missed).sum())
            : Optional.empty());
  }

  /**
   * The statement as {@code docs/schemas/statement.json} describes it.
   *
   * @param accepted as the overrides have them now: what they had before is not remembered
   */
  public Map<String, @Nullable Object> json(List<Acceptance> accepted, Instant now) {
    return StatementJson.of(this, accepted, now);
  }

  /**
   * The SHA-256, in hexadecimal digits, of all that is stated. Whoever makes the statement of the
   * same account, controls and period again gets the same, however much later, unless what is kept
   * has changed meanwhile: by an incident that was still open, by retention, or by somebody.
   */
  public String digest() {
    return StatementDigest.of(this);
  }

  private static Window period(Window asked, Instant now) {
    Instant from = earlier(asked.from(), now).truncatedTo(ChronoUnit.MINUTES);
    // What happens in this very minute is told too.
    Instant minute = now.plus(Duration.ofMinutes(1)).minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
    Instant to = earlier(asked.to(), minute).truncatedTo(ChronoUnit.MINUTES);
    return new Window(from, to);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
