package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.drill.Signals;
import dev.alarmkeeper.settings.DrillSchedule;

/**
 * Drills, where they are switched on.
 *
 * @param schedule how often a control is drilled
 * @param signals what drills read and write of AWS
 */
public record Drilling(DrillSchedule schedule, Signals signals) {}
