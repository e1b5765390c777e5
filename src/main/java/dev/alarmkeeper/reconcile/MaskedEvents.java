package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.Masking.Mask;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.MaskTrial.Result;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans what masking does to the controls: a filter sees the event as it is masked. */
record MaskedEvents(Desired desired, Snapshot seen, Findings findings) {
  /** What a finding's difference is called. */
  static final String FIELD = "masking";

  void plan() {
    // A group that could not be read, or is to be made, is told of by itself.
    if (seen.logGroup() instanceof Present<LogGroup>(LogGroup group)
        && !desired.watches().isEmpty()) {
      plan(group);
    }
  }

  private void plan(LogGroup group) {
    switch (seen.masking()) {
      case Present<Masking>(Masking masking) -> plan(group, masking);
      case Absent<Masking> _ -> {} // nothing is masked
      case Unreadable<Masking> unread ->
          about(group, desired.watches().stream().map(it -> it.control().id()).toList())
              .unreadable(unread);
    }
  }

  private Subject about(LogGroup group, List<String> controls) {
    return findings.about(Link.LOG_GROUP, group.name(), controls);
  }

  private void plan(LogGroup group, Masking masking) {
    List<String> harmless = new ArrayList<>();
    for (Mask mask : masking.masks()) {
      Map<String, Result> hidden = new LinkedHashMap<>();
      Map<String, Result> doubtful = new LinkedHashMap<>();
      for (Watch watch : desired.watches()) {
        String pattern = watch.filter().orElseThrow().pattern();
        Result result = new MaskTrial(watch.control(), pattern).of(mask);
        switch (result) {
          case Result.Hides _ -> hidden.put(watch.control().id(), result);
          case Result.MayHide _ -> doubtful.put(watch.control().id(), result);
          case Result.Harmless _ -> {}
        }
      }
      found(group, mask, CRITICAL, hidden);
      found(group, mask, HIGH, doubtful);
      if (hidden.isEmpty() && doubtful.isEmpty()) {
        harmless.add(mask.name());
      }
    }
    if (!harmless.isEmpty()) {
      about(group, desired.watches().stream().map(it -> it.control().id()).toList())
          .noted(
              "masked in the events, and nothing that the patterns look for: "
                  + String.join(", ", harmless));
    }
  }

  private void found(LogGroup group, Mask mask, Severity severity, Map<String, Result> controls) {
    if (controls.isEmpty()) {
      return;
    }
    String why =
        controls.values().stream()
            .map(MaskedEvents::words)
            .distinct()
            .collect(Collectors.joining("; "));
    about(group, List.copyOf(controls.keySet()))
        .differs(
            severity,
            List.of(
                new Difference(
                    FIELD,
                    "none of what the patterns look for",
                    UntrustedText.safe(shown(mask), UntrustedText.LONG),
                    UntrustedText.safe(why, UntrustedText.LONG))),
            new Ask(
                "take the data identifier out of the log group's data protection policy, or the"
                    + " account's; a metric filter sees events as they are masked",
                "aws logs get-data-protection-policy --log-group-identifier "
                    + Shell.word(group.name())
                    + "; aws logs describe-account-policies --policy-type DATA_PROTECTION_POLICY"));
  }

  private static String shown(Mask mask) {
    return switch (mask) {
      case Masking.Custom(String name, String regex) -> name + ": " + regex;
      case Masking.Managed(String name) -> name;
    };
  }

  private static String words(Result result) {
    return switch (result) {
      case Result.Hides(String what) -> "masking hides " + what + " from the metric filter";
      case Result.MayHide(String why) -> "masking may hide events from the metric filter: " + why;
      case Result.Harmless _ -> "";
    };
  }
}
