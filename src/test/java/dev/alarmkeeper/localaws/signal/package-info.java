/**
 * What becomes of one event on its way to a person? Pure functions over the documents that a local
 * AWS keeps, written from AWS's documentation alone: nothing of alarmkeeper is used here, because
 * alarmkeeper's verdicts are held against what these say.
 */
@NullMarked
package dev.alarmkeeper.localaws.signal;

import org.jspecify.annotations.NullMarked;
