@NullMarked
package dev.alarmkeeper.settings;

import org.jspecify.annotations.NullMarked;
