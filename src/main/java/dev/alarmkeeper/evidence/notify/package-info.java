/** How are people and machines told? Messages, and the ports to topic and bus. */
@NullMarked
package dev.alarmkeeper.evidence.notify;

import org.jspecify.annotations.NullMarked;
