/** How does AWS say it? Implements every port; the only room that imports the SDK. */
@NullMarked
package dev.alarmkeeper.aws;

import org.jspecify.annotations.NullMarked;
