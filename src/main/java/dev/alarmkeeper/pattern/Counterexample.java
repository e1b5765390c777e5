package dev.alarmkeeper.pattern;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on which two patterns disagree, found by search and confirmed by {@link
 * FilterPattern.Json#matches}.
 *
 * @param event the smallest event that shows it: only fields that the patterns mention
 * @param desiredMatches whether the desired pattern matches it; the observed one does the opposite
 */
public record Counterexample(Map<String, @Nullable Object> event, boolean desiredMatches) {}
