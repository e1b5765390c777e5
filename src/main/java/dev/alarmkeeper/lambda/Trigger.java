package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who called. It decides which controls to look at and how to answer; it never says what is true.
 */
sealed interface Trigger {
  /** Why we were called, for the report. */
  Cause cause();

  /** A run is called for. */
  sealed interface Run extends Trigger {}

  /** Something changed, or time passed: nobody waits for the answer. */
  record Notice(Cause cause) implements Run {}

  /**
   * An AWS Config rule wants a verdict.
   *
   * @param event what Config sent, with the token to answer with
   * @param asOf when the change or the schedule was; Config orders verdicts by it
   * @param left the resource that left the rule's scope, if one did: its type and its id
   */
  record Evaluation(Cause cause, ConfigEvent event, Instant asOf, Optional<Resource> left)
      implements Run {
    /** A resource as Config names it. */
    record Resource(String type, String id) {}
  }

  /**
   * Somebody asked, and waits for the report.
   *
   * @param mode what the run may do, if less than the settings allow
   * @param controls which of the enabled controls to look at; all where empty
   */
  record Request(Cause cause, Optional<Mode> mode, List<Control> controls) implements Run {
    /** Copies the list. */
    public Request {
      controls = List.copyOf(controls);
    }
  }

  /**
   * Somebody wants alarms to be drilled. The run looks and repairs nothing.
   *
   * @param controls which of the enabled controls
   */
  record Drill(Cause cause, List<Control> controls) implements Run {
    /** Copies the list. */
    public Drill {
      controls = List.copyOf(controls);
    }
  }

  /**
   * Somebody asks what is remembered of a period; nothing of the chain is read or written.
   *
   * @param period its beginning is before its end
   */
  record Statement(Cause cause, Window period) implements Trigger {}
}
