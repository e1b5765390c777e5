package dev.alarmkeeper.evidence.own;

/**
 * A rule that wakes alarmkeeper. Source: EventBridge API, Rule.
 *
 * @param name the rule's name
 * @param state whether it matches anything, in EventBridge's word
 */
public record EventRule(String name, String state) {
  /**
   * Whether it matches anything. Another state, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS,
   * matches more.
   */
  public boolean isEnabled() {
    return state.startsWith("ENABLED");
  }
}
