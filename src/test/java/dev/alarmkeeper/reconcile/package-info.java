/** Tests of the plan and of the run. */
@NullMarked
package dev.alarmkeeper.reconcile;

import org.jspecify.annotations.NullMarked;
