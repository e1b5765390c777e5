package dev.alarmkeeper.evidence.notify;

import java.util.Map;

/** Takes lines of the function's log. */
@FunctionalInterface
public interface LogLines {
  /** A person should look. */
  void warn(String message, Map<String, ?> values);
}
