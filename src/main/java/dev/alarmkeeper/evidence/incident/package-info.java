/** What is an incident? Its beginning, its end, and the calls that may have caused it. */
@NullMarked
package dev.alarmkeeper.evidence.incident;

import org.jspecify.annotations.NullMarked;
