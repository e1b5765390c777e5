/** What did the owner ask for? Settings read, checked, and told what is wrong with them. */
@NullMarked
package dev.alarmkeeper.settings;

import org.jspecify.annotations.NullMarked;
