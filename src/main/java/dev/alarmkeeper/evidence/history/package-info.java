/** What did CloudTrail record? Who broke a link, and what no alarm announced. */
@NullMarked
package dev.alarmkeeper.evidence.history;

import org.jspecify.annotations.NullMarked;
