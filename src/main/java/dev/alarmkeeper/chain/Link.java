package dev.alarmkeeper.chain;

import java.util.Arrays;
import java.util.List;

/** One piece of a chain. The order is the way an event takes: from the trail to a person. */
public enum Link {
  TRAIL,
  LOG_GROUP,
  METRIC_FILTER,
  ALARM,
  TOPIC,
  SUBSCRIPTION,
  /** No piece of a chain: alarmkeeper itself, of which incidents tell and no plan. */
  ALARMKEEPER;

  /** The links of a chain, the way an event takes. */
  public static List<Link> ofChain() {
    return Arrays.stream(values()).filter(it -> it != ALARMKEEPER).toList();
  }
}
