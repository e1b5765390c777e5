/** What does a resource's policy let a service of AWS do? */
@NullMarked
package dev.alarmkeeper.policy;

import org.jspecify.annotations.NullMarked;
