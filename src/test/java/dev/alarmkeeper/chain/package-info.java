/** Tests of the links and of the tables of sameness. */
@NullMarked
package dev.alarmkeeper.chain;

import org.jspecify.annotations.NullMarked;
