/** The core against a local AWS, through the real SDK over HTTP. */
@NullMarked
package dev.alarmkeeper.it;

import org.jspecify.annotations.NullMarked;
