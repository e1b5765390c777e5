package dev.alarmkeeper.evidence.incident;

import java.time.Instant;

/**
 * A time span.
 *
 * @param from its first instant
 * @param to its last instant
 */
public record Window(Instant from, Instant to) {}
