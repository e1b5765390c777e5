/** Was an alarm heard? A drill's steps and its result, and what a real firing proves. */
@NullMarked
package dev.alarmkeeper.evidence.drill;

import org.jspecify.annotations.NullMarked;
