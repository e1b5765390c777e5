@NullMarked
package dev.alarmkeeper.text;

import org.jspecify.annotations.NullMarked;
