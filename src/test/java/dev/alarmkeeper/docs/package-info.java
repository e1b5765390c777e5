/** What the documentation shows of the code is as the code has it. */
@NullMarked
package dev.alarmkeeper.docs;

import org.jspecify.annotations.NullMarked;
