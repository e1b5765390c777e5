/** What must exist? The catalogue of controls, their filter patterns, and the choice among them. */
@NullMarked
package dev.alarmkeeper.control;

import org.jspecify.annotations.NullMarked;
