/** Tests of the report in all its forms. */
@NullMarked
package dev.alarmkeeper.evidence;

import org.jspecify.annotations.NullMarked;
