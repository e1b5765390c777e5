package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Endpoint;
import dev.alarmkeeper.chain.EndpointRules;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.ClearFilterPolicy;
import dev.alarmkeeper.reconcile.Repair.Subscribe;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Plans whom the topic tells. */
record Subscribers(
    Topic topic, List<Subscription> wanted, Findings findings, List<String> controls) {
  /** Most subscriptions to note one by one; of the rest there is but the number. */
  static final int MOST_NOTED = 10;

  void plan(Snapshot seen) {
    switch (seen.deliveries()) {
      case Observed.Present<List<Delivery>>(List<Delivery> all) when !wanted.isEmpty() -> {
        boolean somebodyHears = all.stream().anyMatch(Delivery::isSure);
        all.forEach(it -> delivery(it, somebodyHears));
      }
      case Observed.Present<List<Delivery>>(List<Delivery> all) -> {
        if (all.stream().noneMatch(Delivery::isSure)) {
          all.forEach(this::unsure);
        }
      }
      case Observed.Absent<List<Delivery>> _ -> {} // the topic itself is gone
      // Where the listing was not read, that is said once, below.
      case Observed.Unreadable<List<Delivery>> _
          when seen.subscriptions() instanceof Observed.Unreadable -> {}
      case Observed.Unreadable<List<Delivery>> unread ->
          about(topic.arn().resource()).unreadable(unread);
    }
    switch (seen.subscriptions()) {
      case Observed.Present<List<Subscription>>(List<Subscription> all) -> plan(all);
      case Observed.Absent<List<Subscription>> _ -> plan(List.of());
      case Observed.Unreadable<List<Subscription>> unread ->
          about(topic.arn().resource()).unreadable(unread);
    }
  }

  private void plan(List<Subscription> all) {
    boolean somebodyHears = all.stream().anyMatch(it -> it.state() == State.CONFIRMED);
    Severity severity = somebodyHears ? HIGH : CRITICAL;
    for (Subscription subscription : wanted) {
      Subject subject = about(subscription.masked());
      all.stream()
          .filter(subscription::reaches)
          // One endpoint may have several rows: one that takes messages is enough.
          .min(Comparator.comparing(Subscription::state))
          .ifPresentOrElse(
              found -> compare(subject, found, severity),
              () -> subject.missing(severity, new Fix(new Subscribe(topic, subscription))));
    }
    if (wanted.isEmpty() && !somebodyHears) {
      about("none")
          .missing(
              CRITICAL,
              new Ask(
                  "nobody would hear of an alarm; set SUBSCRIPTIONS, or subscribe somebody",
                  "aws sns list-subscriptions-by-topic --topic-arn " + topic.arn()));
    }
    if (!wanted.isEmpty()) {
      strangers(all.stream().filter(it -> wanted.stream().noneMatch(it::reaches)).toList());
    }
  }

  /** Whoever may subscribe decides how many there are, and they must not fill the report. */
  private void strangers(List<Subscription> strangers) {
    strangers.stream()
        .limit(MOST_NOTED)
        .forEach(
            it ->
                about(it.masked())
                    .noted("the settings do not name this subscription; it is left alone"));
    if (strangers.size() > MOST_NOTED) {
      about(topic.arn().resource())
          .noted(
              "the settings do not name %d more subscriptions; they are left alone"
                  .formatted(strangers.size() - MOST_NOTED));
    }
  }

  private void delivery(Delivery found, boolean somebodyHears) {
    Subject subject = about(found);
    found.unread().ifPresent(subject::unreadable);
    Delivery wanted = Delivery.of(found);
    subject.compare(Delivery.FILTER, wanted, found, new Fix(new ClearFilterPolicy(topic, found)));
    subject.compare(Delivery.POLICY, wanted, found);
    subject.compare(EndpointRules.HEARING, wanted, found);
    if (!somebodyHears) {
      subject.compare(EndpointRules.ELSEWHERE, wanted, found);
    } else if (found.isElsewhere()) {
      subject.noted(
          "the endpoint is of another account or Region: whether it takes messages is not known"
              + " here");
    }
  }

  /** Nobody is named and nobody surely hears: what each of them has is its owner's to change. */
  private void unsure(Delivery found) {
    Subject subject = about(found);
    found.unread().ifPresent(subject::unreadable);
    Delivery wanted = Delivery.of(found);
    subject.compare(
        Delivery.FILTER,
        wanted,
        found,
        new Ask(
            "no subscription of the topic surely gets alarms, and one that does is enough:"
                + " subscribe somebody without a filter policy, or take this one off; alarmkeeper"
                + " does so itself only where SUBSCRIPTIONS names the endpoint",
            found.clearingCommand()));
    subject.compare(Delivery.POLICY, wanted, found);
    subject.compare(EndpointRules.HEARING, wanted, found);
    subject.compare(EndpointRules.ELSEWHERE, wanted, found);
  }

  private void compare(Subject subject, Subscription found, Severity severity) {
    switch (found.state()) {
      case CONFIRMED -> {}
      case PENDING ->
          subject.unsettled(
              severity,
              new Ask(
                  "its owner has to follow the link in the confirmation; SNS does not tell when it"
                      + " was sent, and drops what is not confirmed within 48 hours: then the next"
                      + " run asks again",
                  ""));
      case DELETED ->
          subject.unsettled(
              severity,
              new Ask(
                  "its owner ended it from another account; it can be subscribed again when SNS"
                      + " has dropped the row, after about three days",
                  ""));
    }
  }

  /** About a subscription that is there, and the key of its queue. */
  private Subject about(Delivery found) {
    return about(found.subscription().masked())
        .with(
            Stream.concat(
                    Stream.of(found.arn()),
                    found.endpoint().flatMap(Endpoint::key).map(TopicKey::arn).stream())
                .toList());
  }

  private Subject about(String name) {
    return findings.about(Link.SUBSCRIPTION, name, controls);
  }
}
