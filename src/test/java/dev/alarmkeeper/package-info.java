/** Tests of the whole house, and the valid defaults that other tests start from. */
@NullMarked
package dev.alarmkeeper;

import org.jspecify.annotations.NullMarked;
