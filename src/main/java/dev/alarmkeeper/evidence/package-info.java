/** What do people and machines get told? Incidents, fights, JSON, metrics and notices. */
@NullMarked
package dev.alarmkeeper.evidence;

import org.jspecify.annotations.NullMarked;
