package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells an alarm that nobody hears from one that does not tell our topic, and tells another that
 * somebody hears. Topics are asked only about alarms that do not tell ours, each once in a run.
 */
final class OtherTopics {
  /** Topics that a run asks about. */
  private static final int MOST_TOPICS = 5;

  private final Observer observer;
  private final Mode mode;
  private final Map<Arn, Boolean> heard = new HashMap<>();

  OtherTopics(Observer observer, Mode mode) {
    this.observer = observer;
    this.mode = mode;
  }

  /** The same findings, each as grave as it is. */
  Plan in(Plan plan, Desired desired, Snapshot seen) {
    return new Plan(plan.findings().stream().map(it -> graded(it, desired, seen)).toList());
  }

  private Finding graded(Finding finding, Desired desired, Snapshot seen) {
    boolean isMended = mode == Mode.REPAIR && finding.remedy() instanceof Remedy.Fix;
    if (isMended // no repair waits for this
        || finding.link() != Link.ALARM
        || finding.differences().isEmpty()
        || !finding.differences().stream()
            .allMatch(it -> AlarmRules.WHOM_IT_TELLS.contains(it.field()))) {
      return finding;
    }
    return Observed.in(seen.alarms(), it -> it.name().equals(finding.name()))
            instanceof Present<Alarm>(Alarm alarm)
        ? topic(alarm, desired).map(it -> telling(finding, it)).orElse(finding)
        : finding;
  }

  /** A topic beside ours that the alarm tells, and somebody hears. */
  private Optional<Arn> topic(Alarm alarm, Desired desired) {
    List<String> ours =
        desired.watches().stream()
            .map(Watch::alarm)
            .flatMap(it -> it.actions().alarm().stream())
            .toList();
    return Optional.of(alarm).filter(it -> it.actions().enabled()).stream()
        .flatMap(TwinLook::topics)
        .filter(it -> !ours.contains(it.toString()))
        .filter(this::isHeard)
        .findFirst();
  }

  private boolean isHeard(Arn topic) {
    if (!heard.containsKey(topic) && heard.size() == MOST_TOPICS) {
      return false;
    }
    return heard.computeIfAbsent(
        topic,
        it ->
            observer.subscriptions(it)
                    instanceof Present<List<Subscription>>(List<Subscription> all)
                && all.stream().anyMatch(one -> one.state() == State.CONFIRMED));
  }

  private static Finding telling(Finding finding, Arn topic) {
    return new Finding(
        finding.link(),
        finding.name(),
        finding.controls(),
        finding.kind(),
        Severity.HIGH,
        finding.differences().stream()
            .map(
                it ->
                    new Difference(
                        it.field(),
                        it.desired(),
                        it.observed(),
                        "the alarm does not tell our topic; it tells "
                            + Shell.word(UntrustedText.safe(topic.toString(), UntrustedText.SHORT))
                            + ", which somebody hears"))
            .toList(),
        finding.remedy(),
        finding.objects());
  }
}
