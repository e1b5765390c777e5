package dev.alarmkeeper.evidence.report;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;

/**
 * One line of the report: what was found, what became of it, and what is left to do. It outlives
 * the run that found it.
 *
 * @param link what sort of link
 * @param name the link's name; endpoints are masked
 * @param controls the ids of the controls it weakens
 * @param kind in which way it is not as it should be
 * @param severity how much it takes from the chain
 * @param differences field by field
 * @param todo what it calls for
 * @param result what became of it
 * @param advice what there is to say or to do; empty where there is nothing
 * @param command what a person may run; empty where there is none
 * @param cut whether parts were left out for their length
 * @param objects what else AWS knows by a name that the link's does not tell; see {@link Finding}
 */
public record ReportedFinding(
    Link link,
    String name,
    List<String> controls,
    Kind kind,
    Severity severity,
    List<Shown> differences,
    Todo todo,
    Result result,
    String advice,
    String command,
    boolean cut,
    List<String> objects) {
  /** A hundred filters may feed a metric; who put one of many there is not told by this line. */
  private static final int MOST_OBJECTS = 10;

  /** Copies the lists. */
  public ReportedFinding {
    controls = List.copyOf(controls);
    differences = List.copyOf(differences);
    objects = List.copyOf(objects);
  }

  /** What a finding calls for. */
  public enum Todo {
    /** A repair. */
    FIX,
    /** A person. */
    ASK,
    /** Time. */
    WAIT,
    /** Nothing. */
    NOTE
  }

  /** What became of a repair. */
  public enum Result {
    /** None was made, or not yet. */
    NONE,
    /** It was made. */
    DONE,
    /** AWS goes on refusing it. */
    REFUSED,
    /** It did not work this time. */
    FAILED
  }

  /**
   * A difference, safe to print.
   *
   * @param example an event that shows it, if one was found
   */
  public record Shown(
      String field, String desired, String observed, String why, Optional<Example> example) {}

  /**
   * An event that one of two patterns matches.
   *
   * @param what what happens in it, where it is one that people know; else empty
   * @param event as one line of JSON
   * @param matchedBy {@code desired} or {@code observed}
   */
  public record Example(String what, String event, String matchedBy) {}

  /** What a report says of a finding. */
  public static ReportedFinding of(Report.Entry entry) {
    Finding finding = entry.finding();
    return new ReportedFinding(
        finding.link(),
        finding.name(),
        finding.controls(),
        finding.kind(),
        finding.severity(),
        finding.differences().stream().map(ReportedFinding::shown).toList(),
        todo(finding.remedy()),
        entry.outcome().map(ReportedFinding::result).orElse(Result.NONE),
        advice(entry),
        finding.remedy() instanceof Remedy.Ask(_, String command) ? command : "",
        false,
        finding.objects().stream()
            .limit(MOST_OBJECTS)
            .map(it -> UntrustedText.safe(it, UntrustedText.LONG))
            .toList());
  }

  /** The same without what makes it long. */
  public ReportedFinding bare() {
    return new ReportedFinding(
        link,
        UntrustedText.safe(name, UntrustedText.LONG),
        controls,
        kind,
        severity,
        List.of(),
        todo,
        result,
        UntrustedText.safe(advice, UntrustedText.LONG),
        "",
        true,
        List.of());
  }

  private static Shown shown(Difference difference) {
    return new Shown(
        difference.field(),
        difference.desired(),
        difference.observed(),
        difference.why(),
        difference.example().map(ReportedFinding::example));
  }

  /** An event as text: its names and values may be those of a pattern that somebody else wrote. */
  private static Example example(Counterexample example) {
    return new Example(
        UntrustedText.safe(example.what(), UntrustedText.LONG),
        UntrustedText.safe(Json.text(example.event()), UntrustedText.LONG),
        example.desiredMatches() ? "desired" : "observed");
  }

  private static Todo todo(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Fix _ -> Todo.FIX;
      case Remedy.Ask _ -> Todo.ASK;
      case Remedy.Wait _ -> Todo.WAIT;
      case Remedy.Note _ -> Todo.NOTE;
    };
  }

  private static Result result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> Result.DONE;
      case Outcome.Refused _ -> Result.REFUSED;
      case Outcome.Failed _ -> Result.FAILED;
      case Outcome.NotReached _ -> Result.NONE;
    };
  }

  private static String advice(Report.Entry entry) {
    if (entry.again()) {
      return "seen again after its repair, which AWS took: somebody may be undoing it, or AWS shows it"
          + " late; every run writes it again";
    }
    return entry
        .outcome()
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> "";
                  case Outcome.Refused(String advice) -> advice;
                  case Outcome.Failed(String why, _) -> why;
                  case Outcome.NotReached _ ->
                      "not reached before the deadline; the next run repairs it";
                })
        .orElseGet(
            () ->
                switch (entry.finding().remedy()) {
                  case Remedy.Fix _ -> "";
                  case Remedy.Ask(String why, _) -> why;
                  case Remedy.Wait(String why) -> why;
                  case Remedy.Note(String why) -> why;
                });
  }
}
