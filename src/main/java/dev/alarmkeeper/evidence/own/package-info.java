/** Is alarmkeeper itself as it was deployed? */
@NullMarked
package dev.alarmkeeper.evidence.own;

import org.jspecify.annotations.NullMarked;
