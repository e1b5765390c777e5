package dev.alarmkeeper.chain;

/** One piece of a chain. The order is the way an event takes: from the trail to a person. */
public enum Link {
  TRAIL,
  LOG_GROUP,
  METRIC_FILTER,
  ALARM,
  TOPIC,
  SUBSCRIPTION,
  /** No piece of a chain: alarmkeeper itself, of which incidents tell and no plan. */
  ALARMKEEPER
}
