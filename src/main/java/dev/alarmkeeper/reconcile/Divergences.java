package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.stream.Stream;

/** Plans what follows where the service reads a pattern otherwise than we do. */
record Divergences(Desired desired, Observed<List<Divergence>> seen, Findings findings) {

  void plan() {
    switch (seen) {
      case Present<List<Divergence>>(List<Divergence> all) -> all.forEach(this::divergence);
      case Absent<List<Divergence>> _ -> {} // not tried in this look
      // Every link was read all the same, so the verdict stands; what is missing is a second
      // opinion.
      case Unreadable<List<Divergence>> unread ->
          findings
              .about(
                  Link.METRIC_FILTER,
                  "patterns",
                  desired.watches().stream().map(it -> it.control().id()).toList())
              .noted(
                  "whether CloudWatch Logs reads the patterns as alarmkeeper does was not tried: "
                      + unread.reason());
    }
  }

  private void divergence(Divergence divergence) {
    List<Sample> samples =
        Stream.concat(divergence.missed().stream(), divergence.counted().stream()).toList();
    findings
        .about(Link.METRIC_FILTER, divergence.filter().name(), List.of(divergence.control().id()))
        .differs(
            CRITICAL,
            Stream.concat(
                    divergence.missed().stream().map(Divergences::missed),
                    divergence.counted().stream().map(Divergences::counted))
                .toList(),
            new Remedy.Ask(
                "report it to alarmkeeper's authors; until it is settled, choose a pattern that both"
                    + " read alike with the overrides",
                "aws logs test-metric-filter --filter-pattern "
                    + Shell.word(divergence.filter().pattern())
                    + " --log-event-messages "
                    + Shell.word(samples.getFirst().json())));
  }

  private static Difference missed(Sample sample) {
    return new Difference(
        "sample: " + sample.name(),
        "matched",
        "not matched",
        "CloudWatch Logs does not count an event that alarmkeeper takes the pattern to match");
  }

  private static Difference counted(Sample sample) {
    return new Difference(
        "sample: " + sample.name(),
        "not matched",
        "matched",
        "CloudWatch Logs counts an event that alarmkeeper takes the pattern to leave out");
  }
}
