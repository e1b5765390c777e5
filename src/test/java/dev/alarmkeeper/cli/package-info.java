/** The command line, run as a process of its own against a local AWS. */
@NullMarked
package dev.alarmkeeper.cli;

import org.jspecify.annotations.NullMarked;
