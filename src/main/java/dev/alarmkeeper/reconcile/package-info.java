/** How is it made so? One run, in one direction: observe, plan, repair, observe again. */
@NullMarked
package dev.alarmkeeper.reconcile;

import org.jspecify.annotations.NullMarked;
