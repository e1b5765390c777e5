/** Was a control in force? Statements over what is kept, minute by minute. */
@NullMarked
package dev.alarmkeeper.evidence.statement;

import org.jspecify.annotations.NullMarked;
