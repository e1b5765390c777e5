package dev.alarmkeeper.evidence;

import java.util.List;

/**
 * What a run may do about drills. Any run carries on one that goes on.
 *
 * @param mayBegin whether it may begin one
 * @param asked the ids of the controls that somebody wants to be drilled
 */
public record DrillOrder(boolean mayBegin, List<String> asked) {
  /** It begins none. */
  public static final DrillOrder NONE = new DrillOrder(false, List.of());

  /** It begins one that is due. */
  public static final DrillOrder SCHEDULED = new DrillOrder(true, List.of());

  /** Copies the list. */
  public DrillOrder {
    asked = List.copyOf(asked);
  }
}
