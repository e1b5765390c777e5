/** What is a chain made of? Records of the links, and the tables that say when two are the same. */
@NullMarked
package dev.alarmkeeper.chain;

import org.jspecify.annotations.NullMarked;
