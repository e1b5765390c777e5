/** How is text read and written safely? JSON, text of others, words of a shell. */
@NullMarked
package dev.alarmkeeper.text;

import org.jspecify.annotations.NullMarked;
