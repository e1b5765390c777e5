package dev.alarmkeeper.evidence.report;

import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report, as AWS Config takes it. Source: AWS Config API, Evaluation.
 *
 * @param compliance COMPLIANT, NON_COMPLIANT or NOT_APPLICABLE
 * @param annotation the most important thing, in 1 to 256 characters
 */
public record ConfigVerdict(Compliance compliance, String annotation) {
  /** For a resource that left the rule's scope. */
  public static final ConfigVerdict GONE =
      new ConfigVerdict(Compliance.NOT_APPLICABLE, "the resource is gone, or out of scope");

  private static final int LONGEST = 255; // and an ellipsis

  /** What Config knows to be said of a resource. */
  public enum Compliance {
    /** The chain is whole. */
    COMPLIANT,
    /** It is not, or that could not be told. */
    NON_COMPLIANT,
    /** It is kept elsewhere. */
    NOT_APPLICABLE
  }

  /** The verdict of a report, where nothing is known of drills. */
  public static ConfigVerdict of(Report report) {
    return of(report, Optional.empty());
  }

  /**
   * The verdict of a report. What was not read is never COMPLIANT.
   *
   * @param proof when the alarms were last heard, in words; empty where one never was
   */
  public static ConfigVerdict of(Report report, Optional<String> proof) {
    String said =
        switch (report.verdict()) {
          case COMPLIANT, REPAIRED ->
              "every link of every enabled control is in force"
                  + proof.map(it -> ", " + it).orElse("")
                  + accepted(report);
          case COVERED_ELSEWHERE -> "the trail delivers to another account";
          case UNKNOWN -> "could not verify: " + worst(report);
          case DRIFTED, NEEDS_PERSON -> worst(report);
        };
    Compliance compliance =
        switch (report.verdict()) {
          case COMPLIANT, REPAIRED -> Compliance.COMPLIANT;
          case COVERED_ELSEWHERE -> Compliance.NOT_APPLICABLE;
          case UNKNOWN, DRIFTED, NEEDS_PERSON -> Compliance.NON_COMPLIANT;
        };
    return new ConfigVerdict(compliance, UntrustedText.safe(said, LONGEST));
  }

  /** Whoever reads no more than this must not take an accepted risk for none. */
  private static String accepted(Report report) {
    List<String> risks =
        report.after().findings().stream()
            .filter(Finding::isAccepted)
            .map(it -> link(it) + ": " + it.differences().getFirst().field())
            .toList();
    return risks.isEmpty()
        ? ""
        : ", but for what the owner accepts (%d): %s"
            .formatted(risks.size(), String.join(", ", risks));
  }

  private static String link(Finding finding) {
    return finding.link().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + finding.name();
  }

  private static String worst(Report report) {
    return report.after().findings().stream()
        .filter(it -> report.weighs(it) == report.verdict())
        .findFirst()
        .map(
            it ->
                "%s: %s %s%s"
                    .formatted(
                        String.join(", ", it.controls()),
                        link(it),
                        it.kind().name().toLowerCase(Locale.ROOT),
                        it.differences().isEmpty()
                            ? ""
                            : ": " + it.differences().getFirst().field()))
        .orElse("");
  }
}
