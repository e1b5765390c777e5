/** How does evidence outlive a run? Documents, each written only over what was read. */
@NullMarked
package dev.alarmkeeper.evidence.store;

import org.jspecify.annotations.NullMarked;
