package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is asked and told about twins. */
final class TwinFindings {
  /** Nobody gave it to alarmkeeper, which writes nothing of it. */
  private static final Ask OTHERS =
      new Ask(
          "it is not alarmkeeper's to write as long as nobody adopts it: mend it, or adopt it", "");

  private static final Ask GIVEN_UP =
      new Ask(
          "it did the job of this control until now and does so no more, so alarmkeeper makes its own"
              + " filter and alarm: take away what is left of it, or people are told twice when it is"
              + " mended",
          "");

  private final Desired desired;
  private final Findings findings;
  private final Set<Finding> told = new LinkedHashSet<>();

  TwinFindings(Desired desired) {
    this.desired = desired;
    this.findings = new Findings(desired);
  }

  Plan plan() {
    return findings.plan().and(new Plan(List.copyOf(told)));
  }

  /** Asks what is to become of a twin, and tells what is to be said of it. */
  void ask(Watch watch, Asked about, List<Finding> drifts) {
    MetricFilter ours = watch.filter().orElseThrow();
    findings
        .about(Link.METRIC_FILTER, ours.name(), List.of(watch.control().id()))
        .with(List.of(ours.logGroup() + ":" + about.filter()))
        .unsettled(
            Severity.MEDIUM,
            new Ask(
                ("metric filter %s and alarm %s do this already, and somebody hears topic %s: adopt them"
                        + " with the settings that the command prints, or set OnTwin=double to have"
                        + " alarmkeeper make its own beside them. Until then it watches them and makes"
                        + " nothing; it makes its own as soon as they get worse")
                    .formatted(shown(about.filter()), shown(about.alarm()), shown(about.topic())),
                "./alarmkeeper adopt --region " + desired.place().account().region()));
    drifts.forEach(it -> tell(it, OTHERS));
  }

  /** Tells what has become of a twin in whose place alarmkeeper makes its own. */
  void giveUp(Watch watch, List<Finding> drifts) {
    // What has alarmkeeper's own names is planned as that from now on.
    drifts.stream().filter(it -> !isOf(watch, it)).forEach(it -> tell(it, GIVEN_UP));
  }

  /** Tells that nobody knows for now whether there is a twin. */
  void unknown(Watch watch, String why) {
    findings
        .about(
            Link.METRIC_FILTER, watch.filter().orElseThrow().name(), List.of(watch.control().id()))
        .unreadable(
            new Unreadable<>(
                "whether another filter and alarm do this already is not known: " + why, true));
  }

  /** Tells that the memory failed, and that alarmkeeper makes its own. */
  void forgotten(Collection<String> controls, String how, String why) {
    findings
        .about(Link.METRIC_FILTER, "twins", List.copyOf(controls))
        .noted(
            "what was decided about other filters and alarms %s, so alarmkeeper makes its own: %s"
                .formatted(how, why));
  }

  /** What alarmkeeper would mend of what it had adopted, a person mends of what it has not. */
  private void tell(Finding found, Ask instead) {
    told.add(
        found.remedy() instanceof Remedy.Fix
            ? new Finding(
                found.link(),
                found.name(),
                found.controls(),
                found.kind(),
                found.severity(),
                found.differences(),
                instead,
                found.objects())
            : found);
  }

  private static boolean isOf(Watch watch, Finding finding) {
    return switch (finding.link()) {
      case METRIC_FILTER -> finding.name().equals(watch.filter().orElseThrow().name());
      case ALARM -> finding.name().equals(watch.alarm().name());
      case TRAIL, LOG_GROUP, TOPIC, SUBSCRIPTION, ALARMKEEPER -> false;
    };
  }

  /** A part of a twin that is gone. */
  static Finding missing(Link link, String name, String control) {
    return new Finding(
        link, name, List.of(control), Kind.MISSING, Severity.CRITICAL, List.of(), GIVEN_UP);
  }

  private static String shown(String name) {
    return Shell.word(UntrustedText.safe(name, UntrustedText.SHORT));
  }
}
