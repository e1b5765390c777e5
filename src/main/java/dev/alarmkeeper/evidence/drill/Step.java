package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Link;

/** How far an event of a drill has come. The order is the way that it takes. */
public enum Step {
  /** The metric has a datapoint. */
  FILTER(Link.METRIC_FILTER, "the metric got no datapoint"),
  /** The alarm's history shows ALARM. */
  ALARM(Link.ALARM, "the metric got its datapoint, and the alarm did not go off"),
  /** Its history shows that the topic took the message. */
  ACTION(Link.TOPIC, "the alarm went off, and the topic took no message"),
  /** SNS has counted a delivery and no failure. */
  ENDPOINTS(Link.TOPIC, "the topic took the message, and not every endpoint did"),
  /** The alarm is out of ALARM again: it acts on the way into that state only. */
  RECOVERED(Link.ALARM, "the alarm was heard, and stays in ALARM: the next event tells nobody");

  private final Link link;
  private final String silence;

  Step(Link link, String silence) {
    this.link = link;
    this.silence = silence;
  }

  /** The link of the chain that this step proves. */
  public Link link() {
    return link;
  }

  /** What it means that this is the first step that was not reached. */
  public String silence() {
    return silence;
  }
}
