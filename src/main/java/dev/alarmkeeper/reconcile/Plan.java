package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** The same, with more findings. */
  Plan and(Plan more) {
    return more.findings().isEmpty()
        ? this
        : new Plan(Stream.concat(findings.stream(), more.findings().stream()).toList());
  }

  /** The names of a link that are missing, unread or to be mended. */
  Set<String> broken(Link link) {
    return findings.stream()
        .filter(it -> it.link() == link)
        .filter(it -> it.remedy() instanceof Fix || it.kind() != Kind.DRIFTED)
        .map(Finding::name)
        .collect(Collectors.toSet());
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

  /** Whether the log group may show events otherwise than they happened: masked, or not known. */
  public boolean mayMask() {
    return findings.stream()
        .filter(it -> it.link() == Link.LOG_GROUP)
        .anyMatch(
            it ->
                it.kind() == Kind.UNREADABLE
                    || it.differences().stream()
                        .anyMatch(found -> found.field().equals(MaskedEvents.FIELD)));
  }
}
