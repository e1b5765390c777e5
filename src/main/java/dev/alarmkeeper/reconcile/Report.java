package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run found, did and left.
 *
 * @param order what was asked for
 * @param desired the chain as it should be
 * @param before the plan of the first look
 * @param outcomes how each repair ended, in the order they were made; empty where none was
 * @param after the plan of the last look
 * @param firstLook when the first look began
 * @param lastLook when the last look began; the same where nothing was written
 */
public record Report(
    Order order,
    Desired desired,
    Plan before,
    Map<Repair, Outcome> outcomes,
    Plan after,
    Instant firstLook,
    Instant lastLook) {

  /** Copies the collections. */
  public Report {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** Where the chain lives. */
  public Place place() {
    return desired.place();
  }

  /**
   * One line of the report.
   *
   * @param outcome how its repair ended, if one was made
   * @param again whether it was seen again after its repair
   */
  public record Entry(Finding finding, Optional<Outcome> outcome, boolean again) {}

  /**
   * Everything found, once: what the first look found, each with what became of it, and then what
   * only the last look shows.
   */
  public List<Entry> entries() {
    Stream<Entry> first = before.findings().stream().map(it -> new Entry(it, outcome(it), false));
    Stream<Entry> last =
        after.findings().stream()
            .filter(it -> !before.findings().contains(it) || isDone(it))
            .map(it -> new Entry(it, Optional.empty(), isDone(it)));
    return Stream.concat(first, last).toList();
  }

  /** The worst verdict of all controls that were looked at, and of what concerns none of them. */
  public Verdict verdict() {
    Stream<Verdict> left = after.findings().stream().map(this::weighs);
    return Stream.concat(order.controls().stream().map(this::verdict), left)
        .reduce(wholeVerdict(), Verdict::and);
  }

  /** What is known of one control after the run. */
  public Verdict verdict(Control control) {
    return after.findings().stream()
        .filter(it -> it.controls().contains(control.id()))
        .map(this::weighs)
        .reduce(wasRepaired(control) ? Verdict.REPAIRED : wholeVerdict(), Verdict::and);
  }

  /** Whether everything was read, and read again after every repair. */
  public boolean isVerified() {
    return after.findings().stream().noneMatch(it -> it.kind() == Kind.UNREADABLE)
        && outcomes.values().stream().noneMatch(NotReached.class::isInstance);
  }

  /**
   * Whether the same run, made again soon, may come further. Where AWS took a write and the look
   * after it still shows what was to be mended, it may not: somebody may be undoing it, or
   * something that nobody read explains it. The next run writes it again all the same.
   */
  public boolean isRetryable() {
    boolean cutShort =
        outcomes.values().stream()
            .anyMatch(
                outcome ->
                    switch (outcome) {
                      case Done _, Refused _ -> false;
                      case Failed failed -> failed.retryable();
                      case NotReached _ -> true;
                    });
    return cutShort || after.findings().stream().anyMatch(it -> isUnread(it) || isLate(it));
  }

  /** Whether a run that may write first saw it in its last look. */
  private boolean isLate(Finding finding) {
    return order.mode() == Mode.REPAIR
        && finding.remedy() instanceof Fix
        && outcome(finding).isEmpty();
  }

  private Verdict wholeVerdict() {
    return place().isCoveredElsewhere() ? Verdict.COVERED_ELSEWHERE : Verdict.COMPLIANT;
  }

  /** What one finding of the last look makes of the verdict. */
  public Verdict weighs(Finding left) {
    if (left.kind() == Kind.UNREADABLE) {
      return Verdict.UNKNOWN;
    }
    return switch (left.remedy()) {
      case Fix _ when outcome(left).filter(Refused.class::isInstance).isPresent() ->
          Verdict.NEEDS_PERSON;
      case Fix _, Remedy.Wait _ -> Verdict.DRIFTED;
      case Remedy.Ask _ -> Verdict.NEEDS_PERSON;
      case Remedy.Note _ -> Verdict.COMPLIANT;
    };
  }

  private boolean wasRepaired(Control control) {
    return before.findings().stream()
        .anyMatch(it -> it.controls().contains(control.id()) && isDone(it));
  }

  private boolean isDone(Finding finding) {
    return outcome(finding).filter(Done.class::isInstance).isPresent();
  }

  private static boolean isUnread(Finding finding) {
    return finding.kind() == Kind.UNREADABLE && finding.remedy() instanceof Remedy.Wait;
  }

  private Optional<Outcome> outcome(Finding finding) {
    return finding.remedy() instanceof Fix(Repair repair)
        ? Optional.ofNullable(outcomes.get(repair))
        : Optional.empty();
  }
}
