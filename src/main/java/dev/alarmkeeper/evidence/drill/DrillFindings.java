package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.drill.Known.Proof;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What drills and real firings say of the chain, as findings of a report: an alarm that is not
 * heard, though every field may look right, and a drill that is overdue.
 */
public final class DrillFindings {
  /** The field of a finding that says that an alarm is not heard. */
  public static final String HEARD = "heard";

  private static final String DRILLED = "drilled";

  private DrillFindings() {}

  /**
   * The report with these findings.
   *
   * @param every from one drill of a control to the next; empty where none comes by itself
   */
  public static Report added(Report report, Drills drills, Optional<Duration> every, Instant now) {
    List<Finding> found = new ArrayList<>();
    List<String> looked = report.order().controls().stream().map(it -> it.id()).toList();
    Target.all(report.desired()).stream()
        .filter(it -> looked.contains(it.control()))
        .forEach(
            target -> {
              Known known = drills.of(target.control());
              known.silence().ifPresent(it -> found.add(silent(target, it)));
              every
                  .flatMap(it -> drills.overdueSince(target.control(), it, now))
                  .filter(_ -> known.silence().isEmpty())
                  .ifPresent(since -> found.add(overdue(target, known, since)));
            });
    return found.isEmpty()
        ? report
        : new Report(
            report.order(),
            report.desired(),
            and(report.before(), found),
            report.outcomes(),
            and(report.after(), found),
            report.firstLook(),
            report.lastLook());
  }

  /** The report without these findings: what the looks at the chain say alone. */
  public static Report without(Report report) {
    return new Report(
        report.order(),
        report.desired(),
        without(report.before()),
        report.outcomes(),
        without(report.after()),
        report.firstLook(),
        report.lastLook());
  }

  private static Plan without(Plan plan) {
    return new Plan(plan.findings().stream().filter(it -> !isOurs(it)).toList());
  }

  private static boolean isOurs(Finding finding) {
    return !finding.differences().isEmpty()
        && finding.differences().stream()
            .allMatch(it -> it.field().equals(HEARD) || it.field().equals(DRILLED));
  }

  private static Plan and(Plan plan, List<Finding> more) {
    return new Plan(Stream.concat(plan.findings().stream(), more.stream()).toList());
  }

  private static Finding silent(Target target, Proof proof) {
    String causes =
        Silence.of(proof.step(), proof.said()).stream()
            .map(it -> "%s (%s)".formatted(it.title(), it.meaning()))
            .collect(Collectors.joining("; "));
    return new Finding(
        proof.step().link(),
        target.name(proof.step()),
        List.of(target.control()),
        Kind.DRIFTED,
        Severity.CRITICAL,
        List.of(
            new Difference(
                HEARD,
                "heard within " + Phrases.of(Drill.PATIENCE),
                "silent, " + Phrases.of(proof.at()) + ", " + proof.source(),
                proof.step().silence()
                    + (proof.said().isEmpty() ? "" : ": " + proof.said())
                    + ". That usually means: "
                    + causes)),
        new Remedy.Ask(
            "find the cause, and drill again: only an alarm that is heard ends this",
            "./alarmkeeper drill --controls " + target.control()));
  }

  private static Finding overdue(Target target, Known known, Instant since) {
    return new Finding(
        Link.ALARM,
        target.alarm(),
        List.of(target.control()),
        Kind.DRIFTED,
        Severity.LOW,
        List.of(
            new Difference(
                DRILLED,
                "before " + Phrases.of(since),
                known.last().map(DrillFindings::told).orElse("never"),
                "an alarm that was not heard for so long is not proven")),
        new Remedy.Ask(
            "see why no drill was heard: it begins only while the control is compliant and its"
                + " alarm is not in ALARM",
            "./alarmkeeper drill --controls " + target.control()));
  }

  private static String told(Drill last) {
    Drill.Ending ending = last.ending().orElseThrow();
    return "last %s, %s%s"
        .formatted(
            Phrases.of(ending.at()),
            Phrases.of(ending.result()),
            ending.why().isEmpty() ? "" : ": " + ending.why());
  }

  /**
   * Of the links that are silent though no look showed it, when they were last heard: a look that
   * found them whole said nothing of that.
   */
  public static Map<LinkId, Optional<Instant>> heard(Report report, Drills drills) {
    Map<LinkId, Optional<Instant>> heard = new LinkedHashMap<>();
    Map<LinkId, List<Finding>> byLink =
        report.after().findings().stream()
            .filter(it -> !(it.remedy() instanceof Remedy.Note))
            .collect(Collectors.groupingBy(LinkId::of));
    byLink.forEach(
        (link, findings) -> {
          if (findings.stream().allMatch(DrillFindings::isSilence)) {
            heard.put(
                link,
                findings.stream()
                    .map(it -> drills.of(it.controls().getFirst()).heard())
                    .reduce(
                        (one, other) ->
                            one.flatMap(it -> other.map(at -> it.isBefore(at) ? it : at)))
                    .orElseThrow());
          }
        });
    return heard;
  }

  private static boolean isSilence(Finding finding) {
    return !finding.differences().isEmpty()
        && finding.differences().stream().allMatch(it -> it.field().equals(HEARD));
  }
}
