/**
 * How does the function behave where it is deployed? The packaged function in a process of its own,
 * under the official runtime interface client, invoked through a local Lambda Runtime API.
 */
@NullMarked
package dev.alarmkeeper.runtime;

import org.jspecify.annotations.NullMarked;
