package dev.alarmkeeper.evidence.incident;

import java.time.Instant;

/**
 * What keeps other runs from telling or searching the same.
 *
 * @param run the run that does it
 * @param until when another run may, should that one have died
 */
public record Claim(String run, Instant until) {}
