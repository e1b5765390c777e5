/** Who called, and what do they want back? The function's handler and its triggers. */
@NullMarked
package dev.alarmkeeper.lambda;

import org.jspecify.annotations.NullMarked;
