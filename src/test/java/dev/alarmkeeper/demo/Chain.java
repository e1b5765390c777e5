package dev.alarmkeeper.demo;

import java.util.EnumMap;
import java.util.Map;

/** The chain as an auditor sees it. */
record Chain(Map<Part, Mark> marks) {
  static Chain whole() {
    Map<Part, Mark> marks = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      marks.put(part, Mark.WHOLE);
    }
    return new Chain(marks);
  }

  /** The same, but these parts are in that state. */
  Chain but(Mark mark, Part... parts) {
    Map<Part, Mark> changed = new EnumMap<>(marks);
    for (Part part : parts) {
      changed.put(part, mark);
    }
    return new Chain(changed);
  }
}
