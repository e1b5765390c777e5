package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.reconcile.Remedy.Fix;
import java.util.Comparator;
import java.util.List;

/**
 * The findings of one look, each with its remedy; what silences comes first.
 *
 * @param findings sorted by severity, then along the chain
 */
public record Plan(List<Finding> findings) {
  /** Nothing found. */
  public static final Plan EMPTY = new Plan(List.of());

  /** Sorts the findings. */
  public Plan {
    findings =
        findings.stream()
            .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::link))
            .toList();
  }

  /** The writes to make, along the chain, so that what others stand on is made first. */
  public List<Repair> repairs() {
    return findings.stream()
        .map(Finding::remedy)
        .filter(Fix.class::isInstance)
        .map(fix -> ((Fix) fix).repair())
        .sorted(Comparator.comparing(Repair::link))
        .toList();
  }
}
