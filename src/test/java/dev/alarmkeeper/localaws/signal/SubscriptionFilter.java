package dev.alarmkeeper.localaws.signal;

import software.amazon.event.ruler.Ruler;

/**
 * Whether a subscription's filter policy lets a message through. Event Ruler, EventBridge's own
 * engine, reads the same operators. <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Amazon SNS
 * subscription filter policies</a>.
 */
public final class SubscriptionFilter {
  private static final String NO_ATTRIBUTES = "{}";

  private SubscriptionFilter() {}

  /** Whether SNS would take this as a filter policy. */
  public static boolean isPolicy(String policy) {
    try {
      passes(policy, "MessageBody", NO_ATTRIBUTES);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Whether it does; an empty policy lets everything through.
   *
   * @param scope {@code MessageBody}, or {@code MessageAttributes}, of which an alarm's message has
   *     none
   */
  public static boolean passes(String policy, String scope, String message) {
    if (policy.isBlank() || policy.replaceAll("\\s", "").equals("{}")) {
      return true;
    }
    try {
      return Ruler.matchesRule(scope.equals("MessageBody") ? message : NO_ATTRIBUTES, policy);
    } catch (Exception e) {
      throw new IllegalArgumentException("no filter policy: " + policy, e);
    }
  }
}
