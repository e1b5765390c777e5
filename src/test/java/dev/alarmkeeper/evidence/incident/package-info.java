@NullMarked
package dev.alarmkeeper.evidence.incident;

import org.jspecify.annotations.NullMarked;
