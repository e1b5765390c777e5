package dev.alarmkeeper.pattern;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on which two patterns disagree, confirmed by {@link FilterPattern.Json#matches}.
 *
 * @param what happens in the event, for people; empty if it was put together from the patterns
 * @param event the event
 * @param desiredMatches whether the desired pattern matches it; the observed one does the opposite
 */
public record Counterexample(
    String what, Map<String, ? extends @Nullable Object> event, boolean desiredMatches) {}
