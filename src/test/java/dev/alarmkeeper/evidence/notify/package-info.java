@NullMarked
package dev.alarmkeeper.evidence.notify;

import org.jspecify.annotations.NullMarked;
