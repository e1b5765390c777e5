/** Tests of how AWS's words are read, without AWS. */
@NullMarked
package dev.alarmkeeper.aws;

import org.jspecify.annotations.NullMarked;
