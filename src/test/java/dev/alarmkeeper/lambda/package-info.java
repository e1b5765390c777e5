/** Tests of events, settings and answers. */
@NullMarked
package dev.alarmkeeper.lambda;

import org.jspecify.annotations.NullMarked;
