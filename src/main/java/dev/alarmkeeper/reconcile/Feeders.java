package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.MetricFilter;
import java.util.List;

/**
 * Who publishes the metrics of the controls, in all log groups of the account and Region.
 *
 * @param found the filters
 * @param notLooked the ids of controls whose metric was not asked about, in this run or the last
 *     day
 */
public record Feeders(List<MetricFilter> found, List<String> notLooked) {
  /** Copies the lists. */
  public Feeders {
    found = List.copyOf(found);
    notLooked = List.copyOf(notLooked);
  }
}
