@NullMarked
package dev.alarmkeeper.evidence.history;

import org.jspecify.annotations.NullMarked;
