/** What do people and machines get told? The report and what is made of it. */
@NullMarked
package dev.alarmkeeper.evidence;

import org.jspecify.annotations.NullMarked;
