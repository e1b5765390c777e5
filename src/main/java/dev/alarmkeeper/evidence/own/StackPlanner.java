package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.incident.OwnStackChange;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.text.Shell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What follows from what is seen of the stack. What is not as it was deployed is a person's to
 * mend, for CloudFormation owns it. A pure function, made for one look.
 */
final class StackPlanner {
  private static final String BLIND = "events of this kind no longer wake alarmkeeper";
  private static final String UNWATCHED = "nobody hears that alarmkeeper fails";
  private static final String NOBODY =
      "nobody has confirmed a subscription of the operations topic, and so nobody hears what"
          + " alarmkeeper finds, nor that it fails: follow the link in the confirmation, or"
          + " subscribe somebody";

  private final OwnStack own;
  private final Optional<Integer> reserved;
  private final Account account;
  private final StackSnapshot seen;
  private final List<ReportedFinding> found = new ArrayList<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final List<String> unread = new ArrayList<>();

  StackPlanner(OwnStack own, Optional<Integer> reserved, Account account, StackSnapshot seen) {
    this.own = own;
    this.reserved = reserved;
    this.account = account;
    this.seen = seen;
  }

  OwnLook plan() {
    judge(
        OwnStackChange.RULE,
        seen.rules().flatMap(rules -> seen.waking().flatMap(it -> new Present<>(both(rules, it)))),
        Runnable::run);
    judge(
        OwnStackChange.FUNCTION,
        seen.reserved()
            .flatMap(
                runs ->
                    seen.shutOut()
                        .flatMap(it -> new Present<>((Runnable) () -> function(runs, it)))),
        Runnable::run);
    judge(OwnStackChange.WATCHER, seen.alarms(), this::alarms);
    judge(OwnStackChange.TOPIC, seen.hearing(), this::hearing);
    return new OwnLook(seen.at(), found, read, unread);
  }

  private <T> void judge(String part, Observed<T> observed, Consumer<T> judge) {
    switch (observed) {
      case Present<T>(T it) -> {
        read.add(part);
        judge.accept(it);
      }
      case Absent<T> _ -> {} // a setting says that there is none to look at
      case Unreadable<T>(String reason, _) -> unread.add(reason);
    }
  }

  private Runnable both(List<EventRule> rules, Set<String> waking) {
    return () -> StackParts.rules(own).forEach(id -> rule(id, rules, waking));
  }

  private void rule(String id, List<EventRule> rules, Set<String> waking) {
    List<EventRule> its = named(id, rules, EventRule::name);
    if (its.isEmpty()) {
      missing(OwnStackChange.RULE, id, BLIND);
    }
    // A deployment that replaces a rule makes the new one first.
    if (its.isEmpty()
        || its.stream().anyMatch(it -> it.isEnabled() && waking.contains(it.name()))) {
      return;
    }
    EventRule rule = its.getFirst();
    if (!rule.isEnabled()) {
      drifted(
          OwnStackChange.RULE,
          id,
          new Shown("state", "ENABLED", rule.state(), BLIND, Optional.empty()),
          "enable the rule",
          "aws events enable-rule --name " + Shell.word(rule.name()));
    }
    if (!waking.contains(rule.name())) {
      String function = account.arn("lambda", "function:" + own.function().orElse("")).toString();
      drifted(
          OwnStackChange.RULE,
          id,
          new Shown("targets", function, "not this one", BLIND, Optional.empty()),
          "let the rule lead to the function again",
          "aws events put-targets --rule %s --targets Id=function,Arn=%s"
              .formatted(Shell.word(rule.name()), Shell.word(function)));
    }
  }

  private void function(Optional<Integer> runs, List<Arn> shutOut) {
    String part = OwnStackChange.FUNCTION + " " + own.function().orElse("");
    String word = Shell.word(own.function().orElse(""));
    if (runs.filter(it -> reserved.isEmpty() || it < reserved.get()).isPresent()) {
      found.add(
          line(
              part,
              Kind.DRIFTED,
              List.of(
                  new Shown(
                      OwnStackChange.CONCURRENCY,
                      reserved.map(String::valueOf).orElse("none"),
                      runs.map(String::valueOf).orElse("none"),
                      "no more events than these are seen at once; others come late, or never",
                      Optional.empty())),
              "put the reserved concurrency back, or set ReservedConcurrency",
              reserved
                  .map(
                      it ->
                          "aws lambda put-function-concurrency --function-name %s --reserved-concurrent-executions %d"
                              .formatted(word, it))
                  .orElse("aws lambda delete-function-concurrency --function-name " + word)));
    }
    if (!shutOut.isEmpty()) {
      found.add(
          line(
              part,
              Kind.DRIFTED,
              List.of(
                  new Shown(
                      OwnStackChange.PERMISSIONS,
                      "every rule of the stack",
                      "not " + String.join(", ", shutOut.stream().map(Arn::resource).toList()),
                      BLIND,
                      Optional.empty())),
              "let the rules invoke the function again",
              OwnStackChange.drift(own)));
    }
  }

  private void alarms(List<Alarm> all) {
    List<Alarm> metric = all.stream().filter(it -> it.type() == Alarm.Type.METRIC).toList();
    StackParts.ALARMS.forEach(id -> alarm(id, named(id, metric, Alarm::name)));
  }

  private void alarm(String id, List<Alarm> its) {
    if (its.isEmpty()) {
      missing(OwnStackChange.WATCHER, id, UNWATCHED);
    }
    String topic = own.topic().orElse("");
    if (its.isEmpty() || its.stream().anyMatch(it -> tells(it, topic))) {
      return;
    }
    Alarm alarm = its.getFirst();
    if (!alarm.actions().enabled()) {
      drifted(
          OwnStackChange.WATCHER,
          id,
          new Shown("actions enabled", "true", "false", UNWATCHED, Optional.empty()),
          "let the alarm act",
          "aws cloudwatch enable-alarm-actions --alarm-names " + Shell.word(alarm.name()));
    }
    if (!alarm.actions().alarm().contains(topic)) {
      drifted(
          OwnStackChange.WATCHER,
          id,
          new Shown(
              "actions", topic, alarm.actions().alarm().toString(), UNWATCHED, Optional.empty()),
          "let the alarm tell the operations topic; put-metric-alarm replaces all of it",
          OwnStackChange.drift(own));
    }
  }

  private static boolean tells(Alarm alarm, String topic) {
    return alarm.actions().enabled() && alarm.actions().alarm().contains(topic);
  }

  private void hearing(Plan plan) {
    plan.findings().forEach(this::unheard);
  }

  private void unheard(Finding finding) {
    String topic = OwnStackChange.TOPIC + " " + own.topicName();
    if (finding.kind() == Kind.UNREADABLE) {
      read.remove(OwnStackChange.TOPIC);
      unread.add(why(finding.remedy()));
      return;
    }
    boolean isOfSubscription = finding.link() == Link.SUBSCRIPTION;
    switch (finding.remedy()) {
      case Remedy.Note _, Remedy.Wait _ -> {}
      case Remedy.Ask _ when isOfSubscription && finding.kind() == Kind.MISSING ->
          found.add(
              line(
                  topic,
                  Kind.DRIFTED,
                  List.of(
                      new Shown(
                          OwnStackChange.SUBSCRIBERS,
                          "somebody who surely hears",
                          "nobody",
                          "mails and alarms about alarmkeeper itself are lost",
                          Optional.empty())),
                  NOBODY,
                  "aws sns list-subscriptions-by-topic --topic-arn "
                      + Shell.word(own.topic().orElse(""))));
      case Remedy.Ask(String why, String command) ->
          found.add(line(topic, finding.kind(), shown(finding), why, command));
      // alarmkeeper mends the chain, and not what CloudFormation owns.
      case Remedy.Fix _ ->
          found.add(
              line(
                  topic,
                  finding.kind(),
                  shown(finding),
                  "put the operations topic back: nobody may hear what alarmkeeper finds",
                  OwnStackChange.drift(own)));
    }
  }

  private static String why(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Ask(String why, _) -> why;
      case Remedy.Wait(String why) -> why;
      case Remedy.Note(String why) -> why;
      case Remedy.Fix _ -> "";
    };
  }

  private static List<Shown> shown(Finding finding) {
    return finding.differences().stream()
        .map(it -> new Shown(it.field(), it.desired(), it.observed(), it.why(), Optional.empty()))
        .toList();
  }

  private <T> List<T> named(String id, List<T> all, Function<T, String> name) {
    return all.stream()
        .filter(it -> own.id(name.apply(it)).filter(id::equals).isPresent())
        .toList();
  }

  private void missing(String part, String id, String why) {
    found.add(
        line(
            part + " " + own.partOf(id),
            Kind.MISSING,
            List.of(),
            "somebody has deleted it: deploy the stack again, so that CloudFormation makes it; until"
                + " then "
                + why,
            OwnStackChange.drift(own)));
  }

  private void drifted(String part, String id, Shown difference, String advice, String command) {
    found.add(
        line(part + " " + own.partOf(id), Kind.DRIFTED, List.of(difference), advice, command));
  }

  private ReportedFinding line(
      String name, Kind kind, List<Shown> differences, String advice, String command) {
    return new ReportedFinding(
        Link.ALARMKEEPER,
        name,
        List.of(),
        kind,
        Severity.HIGH,
        differences,
        ReportedFinding.Todo.ASK,
        ReportedFinding.Result.NONE,
        advice,
        Shell.inRegions(command, _ -> account.region()),
        false,
        List.of());
  }
}
