/** Tests of the filter patterns' meaning. */
@NullMarked
package dev.alarmkeeper.pattern;

import org.jspecify.annotations.NullMarked;
