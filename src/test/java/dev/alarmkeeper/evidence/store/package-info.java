@NullMarked
package dev.alarmkeeper.evidence.store;

import org.jspecify.annotations.NullMarked;
