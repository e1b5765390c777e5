/** What is known, and who is told? What runs leave behind, and in which order. */
@NullMarked
package dev.alarmkeeper.evidence;

import org.jspecify.annotations.NullMarked;
