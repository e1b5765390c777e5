/**
 * What does a filter pattern mean? Parses the JSON form of CloudWatch Logs' filter patterns,
 * matches it against events, compares two of them by meaning and says in words where they differ.
 *
 * <p>Source of grammar and meaning: Amazon CloudWatch Logs User Guide, <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 * pattern syntax</a> and <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html">JSON
 * log events</a>. Where the guide is silent, nothing is guessed: a spelling with two possible
 * readings does not parse, and an implication that is not certain is not used. A wrong "equal"
 * would hide a neutered filter; a wrong "different" costs one write.
 */
@NullMarked
package dev.alarmkeeper.pattern;

import org.jspecify.annotations.NullMarked;
