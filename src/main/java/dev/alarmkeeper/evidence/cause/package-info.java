/** Which call can have broken what? A table: one row is one way to break a link. */
@NullMarked
package dev.alarmkeeper.evidence.cause;

import org.jspecify.annotations.NullMarked;
