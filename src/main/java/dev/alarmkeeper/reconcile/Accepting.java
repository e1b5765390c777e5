package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a person is asked about into a note where the owner accepts the very value that was
 * seen. What alarmkeeper repairs, what is missing, what settles and what was not read cannot be
 * accepted.
 *
 * @param at when the look began: an acceptance ends by the snapshot's time
 * @param controls whom an acceptance that does nothing is told about
 */
record Accepting(List<Acceptance> accepted, Instant at, List<String> controls) {

  Plan over(Plan plan) {
    if (accepted.isEmpty()) {
      return plan;
    }
    List<Finding> findings = new ArrayList<>();
    Set<Acceptance> used = new HashSet<>();
    for (Finding finding : plan.findings()) {
      List<Acceptance> risks = risks(finding);
      used.addAll(risks);
      findings.add(risks.isEmpty() ? finding : noted(finding, risks));
    }
    accepted.stream()
        .filter(it -> !used.contains(it))
        .forEach(it -> findings.add(idle(it, plan.findings())));
    return new Plan(findings);
  }

  /** What accepts every difference of a finding that a person is asked about; else nothing. */
  private List<Acceptance> risks(Finding finding) {
    if (finding.kind() != Kind.DRIFTED || !(finding.remedy() instanceof Ask)) {
      return List.of();
    }
    List<Acceptance> risks = new ArrayList<>();
    for (Difference difference : finding.differences()) {
      Optional<Acceptance> risk =
          accepted.stream()
              .filter(it -> !it.isOver(at) && isAbout(it, finding) && accepts(it, difference))
              .findFirst();
      if (risk.isEmpty()) {
        return List.of();
      }
      risks.add(risk.get());
    }
    return risks;
  }

  private static Finding noted(Finding finding, List<Acceptance> risks) {
    Acceptance first = risks.getFirst();
    return new Finding(
        finding.link(),
        finding.name(),
        finding.controls(),
        finding.kind(),
        finding.severity(),
        finding.differences(),
        new Note("accepted until %s: %s".formatted(first.until(), shown(first.because()))));
  }

  /** One that does nothing is told, so that nobody relies on it. */
  private Finding idle(Acceptance idle, List<Finding> found) {
    boolean fixed =
        found.stream()
            .filter(it -> isAbout(idle, it) && !(it.remedy() instanceof Ask))
            .anyMatch(it -> it.differences().stream().anyMatch(d -> accepts(idle, d)));
    String why =
        idle.isOver(at)
            ? "the acceptance of %s ended on %s".formatted(shown(idle.field()), idle.until())
            : "%s is accepted as %s and %s"
                .formatted(
                    shown(idle.field()),
                    shown(idle.observed()),
                    fixed
                        ? "is not a person's to accept: alarmkeeper mends it, or it settles"
                        : "this run does not see it so");
    return new Finding(
        idle.link(),
        UntrustedText.safe(idle.name(), UntrustedText.LONG),
        controls,
        Kind.DRIFTED,
        Severity.LOW,
        List.of(),
        new Note(why + "; take it out of the overrides, or put it right"));
  }

  private static boolean isAbout(Acceptance acceptance, Finding finding) {
    return acceptance.link() == finding.link() && acceptance.name().equals(finding.name());
  }

  private static boolean accepts(Acceptance acceptance, Difference difference) {
    return acceptance.field().equals(difference.field())
        && acceptance.observed().equals(difference.observed());
  }

  private static String shown(String text) {
    return UntrustedText.safe(text, UntrustedText.SHORT);
  }
}
