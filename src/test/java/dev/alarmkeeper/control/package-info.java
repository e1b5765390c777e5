/** Tests of the catalogue and of the choice among its controls. */
@NullMarked
package dev.alarmkeeper.control;

import org.jspecify.annotations.NullMarked;
