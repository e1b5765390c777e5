/**
 * What does a run cost? The packaged function beside other programs, on a local AWS whose calls
 * take their time. Run it by {@code ./benchmark}.
 */
@NullMarked
package dev.alarmkeeper.benchmark;

import org.jspecify.annotations.NullMarked;
