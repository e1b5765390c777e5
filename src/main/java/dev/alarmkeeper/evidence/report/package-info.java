/** How is a run told to machines? The report as JSON, and as AWS Config's verdicts. */
@NullMarked
package dev.alarmkeeper.evidence.report;

import org.jspecify.annotations.NullMarked;
