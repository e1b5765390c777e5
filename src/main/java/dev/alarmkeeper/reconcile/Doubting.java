package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.HIGH;
import static dev.alarmkeeper.chain.Severity.LOW;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Doubt;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.text.Shell;
import java.util.List;

/** Says where filters and alarms may not be what the owner wants, because the overrides are not. */
record Doubting(Desired desired, Findings findings, List<String> controls) {

  void plan() {
    // Where the chain is kept elsewhere, there are no filters and alarms to be in doubt about.
    desired.doubt().filter(_ -> !desired.place().isCoveredElsewhere()).ifPresent(this::doubt);
  }

  private void doubt(Doubt doubt) {
    Subject subject =
        findings.about(Link.METRIC_FILTER, "overrides " + doubt.parameter(), controls);
    if (!doubt.kept()) {
      subject.unreadable(
          new Unreadable<>(
              "the overrides were never read, so filters and alarms are neither judged nor written: "
                  + doubt.reason(),
              doubt.passing()));
    } else if (doubt.passing()) {
      subject.unsettled(
          LOW, new Remedy.Note("the overrides of the last run are in force: " + doubt.reason()));
    } else {
      subject.unsettled(
          HIGH,
          new Remedy.Ask(
              "put it right; until then the last good version is in force, for as long as this"
                  + " process lives: "
                  + doubt.reason(),
              "aws ssm get-parameter --with-decryption --name " + Shell.word(doubt.parameter())));
    }
  }
}
