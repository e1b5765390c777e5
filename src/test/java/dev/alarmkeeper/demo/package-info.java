/**
 * What does it do for me? The packaged function and a local AWS, broken and mended before your
 * eyes. Run it by {@code ./demo}.
 */
@NullMarked
package dev.alarmkeeper.demo;

import org.jspecify.annotations.NullMarked;
