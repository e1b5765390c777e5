package dev.alarmkeeper.chain;

/** How much a drift takes from the chain. The order is the report's: what silences comes first. */
public enum Severity {
  /** Nobody would hear of an event. */
  CRITICAL,
  /** Some events would be missed, or heard of late. */
  HIGH,
  /** Events are heard of, but evidence or resilience is lost, or noise hides them. */
  MEDIUM,
  /** Worth knowing; nothing is lost. */
  LOW
}
