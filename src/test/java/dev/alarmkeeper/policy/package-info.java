/** Tests of the links and of the tables of sameness. */
@NullMarked
package dev.alarmkeeper.policy;

import org.jspecify.annotations.NullMarked;
