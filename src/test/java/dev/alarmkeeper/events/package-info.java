/** What happened? The sample events of {@code events/}, and doing to a local AWS what they say. */
@NullMarked
package dev.alarmkeeper.events;

import org.jspecify.annotations.NullMarked;
