package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Cure;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.Rule.Drift;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects what the planner finds, in the words of the report. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();
  private final UnaryOperator<String> regions;

  /** Findings about a chain, whose commands name the Regions where its links are. */
  Findings(Desired desired) {
    String here = desired.place().account().region();
    // A trail is changed in its home Region alone. Source: CloudTrail API, UpdateTrail.
    String home =
        desired.trail() instanceof Observed.Present<Trail>(Trail trail)
                && !trail.arn().region().isEmpty()
            ? trail.arn().region()
            : here;
    regions = service -> service.equals("cloudtrail") ? home : here;
  }

  Plan plan() {
    return new Plan(found);
  }

  Subject about(Link link, String name, List<String> controls) {
    return new Subject(link, name, controls, List.of());
  }

  /** One link, about which there may be several findings: one for each remedy. */
  final class Subject {
    private final Link link;
    private final String name;
    private final List<String> controls;
    private final List<String> objects;

    private Subject(Link link, String name, List<String> controls, List<String> objects) {
      this.link = link;
      this.name = name;
      this.controls = controls;
      this.objects = objects;
    }

    /** The same link, where what is found is about these objects too; see {@link Finding}. */
    Subject with(List<String> others) {
      return new Subject(link, name, controls, others);
    }

    void missing(Severity severity, Remedy remedy) {
      add(Kind.MISSING, severity, List.of(), remedy);
    }

    void unsettled(Severity severity, Remedy remedy) {
      add(Kind.UNSETTLED, severity, List.of(), remedy);
    }

    void differs(Severity severity, List<Difference> differences, Remedy remedy) {
      add(Kind.DRIFTED, severity, differences, remedy);
    }

    void noted(String why) {
      add(
          Kind.DRIFTED,
          Severity.LOW,
          List.of(),
          new Remedy.Note(UntrustedText.safe(why, UntrustedText.LONG)));
    }

    /** A remark that ends in a command, which nobody has to run. */
    void noted(String why, String command) {
      noted(why + " " + Shell.inRegions(command, regions));
    }

    void unreadable(Observed.Unreadable<?> unread) {
      Remedy remedy =
          unread.retryable()
              ? new Remedy.Wait(unread.reason())
              : new Remedy.Ask(unread.reason(), "");
      add(Kind.UNREADABLE, Severity.CRITICAL, List.of(), remedy);
    }

    /** One finding for all rows of a table that one write puts right. */
    <T> void compare(List<Rule<T, ?>> table, T desired, T observed, Remedy remedy) {
      drifted(Rule.differences(table, desired, observed), remedy);
    }

    <T> void drifted(List<Drift<T>> drifts, Remedy remedy) {
      drifts.stream()
          .map(drift -> drift.rule().severity())
          .min(Severity::compareTo)
          .ifPresent(worst -> add(Kind.DRIFTED, worst, differences(drifts), remedy));
    }

    /** One finding a row: each row of the table says who puts it right. */
    <T> void compare(List<Rule<T, ?>> table, T desired, T observed) {
      compare(table, desired, observed, UnaryOperator.identity());
    }

    /** The same, where a person has to be told more than the table knows. */
    <T> void compare(
        List<Rule<T, ?>> table, T desired, T observed, UnaryOperator<Remedy.Ask> told) {
      for (Drift<T> drift : Rule.differences(table, desired, observed)) {
        Remedy remedy =
            switch (drift.rule().cure()) {
              case Cure.Write<T> _ ->
                  throw new IllegalArgumentException(
                      drift.rule().field() + ": the table does not say which write mends it");
              case Cure.Person<T>(var advice, var command) ->
                  told.apply(new Remedy.Ask(advice, command.apply(desired, observed)));
              case Cure.Time<T>(String advice) -> new Remedy.Wait(advice);
            };
        add(Kind.DRIFTED, drift.rule().severity(), List.of(drift.difference()), remedy);
      }
    }

    private void add(Kind kind, Severity severity, List<Difference> differences, Remedy remedy) {
      Remedy told =
          remedy instanceof Remedy.Ask(String why, String command)
              ? new Remedy.Ask(why, Shell.inRegions(command, regions))
              : remedy;
      found.add(new Finding(link, name, controls, kind, severity, differences, told, objects));
    }

    private static <T> List<Difference> differences(List<Drift<T>> drifts) {
      return drifts.stream().map(Drift::difference).toList();
    }
  }
}
