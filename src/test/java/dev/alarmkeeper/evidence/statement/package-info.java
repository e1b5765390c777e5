@NullMarked
package dev.alarmkeeper.evidence.statement;

import org.jspecify.annotations.NullMarked;
