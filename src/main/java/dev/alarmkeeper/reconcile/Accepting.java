package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what a person is asked about into a note where the owner accepts the very value that was
 * seen. What alarmkeeper repairs, what is missing, what settles and what was not read cannot be
 * accepted.
 *
 * @param at when the look began: an acceptance ends by the snapshot's time
 * @param controls whom an acceptance that does nothing is told about
 */
record Accepting(List<Acceptance> accepted, Instant at, List<String> controls) {

  /** What an order accepts, in a look that began at an instant. */
  Accepting(Order order, Instant at) {
    this(order.accepted(), at, order.controls().stream().map(Control::id).toList());
  }

  /** A plan that is not all that was found: what accepts nothing in it may do so in the rest. */
  Plan in(Plan plan) {
    return new Plan(
        plan.findings().stream()
            .map(
                finding -> {
                  List<Acceptance> risks = risks(finding);
                  return risks.isEmpty() ? finding : noted(finding, risks);
                })
            .toList());
  }

  /** All that was found: what accepts nothing of it is told. */
  Plan inAll(Plan plan) {
    Set<Acceptance> used =
        plan.findings().stream().flatMap(it -> risks(it).stream()).collect(Collectors.toSet());
    List<Finding> idle =
        accepted.stream()
            .filter(it -> !used.contains(it))
            .filter(it -> plan.findings().stream().noneMatch(found -> isNotedFor(it, found)))
            .map(it -> idle(it, plan.findings()))
            .toList();
    return in(plan).and(new Plan(idle));
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

  /** Whether it has been turned into a note already: the plan of a first look is made so. */
  private boolean isNotedFor(Acceptance acceptance, Finding finding) {
    return finding.remedy() instanceof Note
        && !acceptance.isOver(at)
        && isAbout(acceptance, finding)
        && finding.differences().stream().anyMatch(it -> accepts(acceptance, it));
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
        new Note("accepted until %s: %s".formatted(first.until(), shown(first.because()))),
        finding.objects());
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
