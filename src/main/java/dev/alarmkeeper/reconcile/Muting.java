package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.stream.Stream;

/** Plans what mutes alarms from outside: rules that the alarms themselves do not show. */
record Muting(Desired desired, Snapshot seen, Alarms alarms, Findings findings) {

  void plan() {
    if (desired.watches().isEmpty()) {
      return;
    }
    switch (seen.muteRules()) {
      case Present<List<MuteRule>>(List<MuteRule> rules) -> rules.forEach(this::rule);
      case Absent<List<MuteRule>> _ -> {} // this Region's CloudWatch does not know mute rules
      case Unreadable<List<MuteRule>> unread ->
          findings
              .about(
                  Link.ALARM,
                  "mute rules",
                  desired.watches().stream().map(it -> it.control().id()).toList())
              .unreadable(unread);
    }
  }

  private void rule(MuteRule rule) {
    List<String> muted =
        desired.watches().stream()
            .filter(it -> rule.mutes(alarms.telling(it)))
            .map(it -> it.control().id())
            .toList();
    if (muted.isEmpty()) {
      return;
    }
    Difference difference =
        new Difference(
            "mute rule",
            "none",
            rule.schedule(),
            rule.active()
                ? "the alarm fires and tells nobody, and does not show it"
                : "the alarm will fire and tell nobody while the rule is in force");
    findings
        .about(Link.ALARM, "mute rule " + rule.name(), muted)
        .differs(
            rule.active() ? CRITICAL : HIGH,
            List.of(difference),
            mutesOthersToo(rule)
                ? new Ask(
                    "let the rule spare these alarms: put-alarm-mute-rule replaces all of it, so"
                        + " keep its schedule and its other targets; alarmkeeper changes no rule",
                    "aws cloudwatch get-alarm-mute-rule --alarm-mute-rule-name "
                        + Shell.word(rule.name()))
                : new Ask(
                    "delete the rule: it mutes nothing else; alarmkeeper deletes nothing",
                    "aws cloudwatch delete-alarm-mute-rule --alarm-mute-rule-name "
                        + Shell.word(rule.name())));
  }

  /** Whoever deleted the rule would end what its owner wants of it. */
  private boolean mutesOthersToo(MuteRule rule) {
    return rule.targets().isEmpty()
        || !desired.watches().stream()
            .flatMap(it -> Stream.concat(Stream.of(it.alarm()), it.spares().alarms().stream()))
            .map(Alarm::name)
            .toList()
            .containsAll(rule.targets());
  }
}
