package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Sample;
import java.util.List;

/**
 * A deployed pattern that CloudWatch Logs reads otherwise than we do: one of us is wrong about what
 * is counted.
 *
 * @param filter as it is deployed
 * @param missed the samples that we say it matches, and the service says it does not
 * @param counted the samples that the service says it matches, and we say it does not
 */
public record Divergence(
    Control control, MetricFilter filter, List<Sample> missed, List<Sample> counted) {
  /** Copies the lists. */
  public Divergence {
    missed = List.copyOf(missed);
    counted = List.copyOf(counted);
  }
}
