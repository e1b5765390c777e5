/** What does a person ask at a terminal? Commands that read, and never write. */
@NullMarked
package dev.alarmkeeper.cli;

import org.jspecify.annotations.NullMarked;
