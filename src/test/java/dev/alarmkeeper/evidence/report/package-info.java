@NullMarked
package dev.alarmkeeper.evidence.report;

import org.jspecify.annotations.NullMarked;
