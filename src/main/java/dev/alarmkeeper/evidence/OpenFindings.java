package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Since when findings are open, as far as this process has seen: a new process starts from nothing,
 * so that ages are lower bounds.
 */
public final class OpenFindings {
  private final Map<Key, Instant> since = new HashMap<>();

  private record Key(Link link, String name, Kind kind) {
    Key(Finding finding) {
      this(finding.link(), finding.name(), finding.kind());
    }
  }

  /** Takes in what a run left open, and tells the age of the oldest; zero if nothing is open. */
  public synchronized Duration oldest(Report report, Instant now) {
    Set<Key> open =
        report.after().findings().stream()
            .filter(it -> !(it.remedy() instanceof Remedy.Note))
            .map(Key::new)
            .collect(Collectors.toSet());
    since.keySet().retainAll(open);
    open.forEach(it -> since.putIfAbsent(it, now));
    return since.values().stream()
        .min(Instant::compareTo)
        .map(first -> Duration.between(first, now))
        .orElse(Duration.ZERO);
  }
}
