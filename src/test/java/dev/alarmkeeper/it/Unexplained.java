package dev.alarmkeeper.it;

import java.util.List;

/**
 * A tampering that no call of CloudTrail's explains for certain.
 *
 * @param what the tampering, as the catalogue says it
 * @param hasCandidates whether there are calls that may have led to it
 * @param why in words
 */
record Unexplained(String what, boolean hasCandidates, String why) {
  private static final String DELIVERY =
      "CloudTrail says that it could not deliver, and not who changed which role or key";
  private static final String DATA =
      "no event history has PutMetricData, and the next period sets the state anew";
  private static final String ARN =
      "an ARN that is gone does not say whom the subscription told: it may have been another one";
  private static final String TRAFFIC = "SNS counts what failed, and not why";

  static final List<Unexplained> ALL =
      List.of(
          new Unexplained("TRAIL: its role may no longer write to the log group", false, DELIVERY),
          new Unexplained("TRAIL: nothing arrives for hours", false, DELIVERY),
          new Unexplained(
              "METRIC_FILTER: deleted, and its place taken by a hundred others",
              true,
              "of many filters that feed the metric no call for one of them explains it"),
          new Unexplained(
              "ALARM: in ALARM for hours, and tells nobody of the next use", true, DATA),
          new Unexplained("ALARM: without data for hours, though silence would be OK", true, DATA),
          new Unexplained(
              "ALARM: muted by one of more rules than can be read",
              false,
              "which of them mutes the alarm was not read"),
          new Unexplained("SUBSCRIPTION: a queue unsubscribed", true, ARN),
          new Unexplained("SUBSCRIPTION: a person unsubscribed", true, ARN),
          new Unexplained("SUBSCRIPTION: a person subscribed again, and not confirmed", true, ARN),
          new Unexplained(
              "SUBSCRIPTION: unsubscribed from outside, and sticky",
              false,
              "a click on the link in an e-mail is no call, and CloudTrail does not record it"),
          new Unexplained("TOPIC: no message was handed over within a day", false, TRAFFIC),
          new Unexplained("TOPIC: one endpoint got no message within a day", false, TRAFFIC),
          new Unexplained(
              "TOPIC: a dead-letter queue took no message either within a day", false, TRAFFIC),
          new Unexplained("SUBSCRIPTION: nobody named: everybody unsubscribed", true, ARN),
          new Unexplained(
              "SUBSCRIPTION: nobody named: filter policies on more subscriptions than can be read",
              false,
              "which of them gets alarms was not read"),
          new Unexplained(
              "SUBSCRIPTION: a delivery stream is all that is left",
              false,
              "the stream is as it was: what broke is that the others are gone"),
          new Unexplained(
              "SUBSCRIPTION: the only function may not be called, and nobody else is subscribed",
              false,
              "it never could be called: what subscribed it broke nothing"));

  boolean isOf(Tampering tampering) {
    return tampering.toString().equals(what);
  }
}
