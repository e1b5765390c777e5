package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.reconcile.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * alarmkeeper itself, as AWS describes it at one time. Absent is what nobody asked for, as a
 * setting that names it is empty.
 *
 * @param at when the look began
 * @param rules the rules whose names begin as ours do
 * @param waking the names of the rules that lead to the function
 * @param reserved how many runs at once are reserved for the function; empty where none are
 * @param shutOut those of our rules that the function's policy does not surely let in
 * @param alarms the alarms whose names begin as ours do, of every type
 * @param hearing what keeps the operations topic from telling people
 */
public record StackSnapshot(
    Instant at,
    Observed<List<EventRule>> rules,
    Observed<Set<String>> waking,
    Observed<Optional<Integer>> reserved,
    Observed<List<Arn>> shutOut,
    Observed<List<Alarm>> alarms,
    Observed<Plan> hearing) {}
