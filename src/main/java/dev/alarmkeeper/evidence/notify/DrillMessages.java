package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.drill.DrillEvent;
import dev.alarmkeeper.evidence.drill.DrillReport;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import java.util.ArrayList;
import java.util.List;

/** What people are told before and after a drill. */
public final class DrillMessages {
  private DrillMessages() {}

  /** An alarm will follow, and it is a drill. */
  public static Notice before(Drill drill, Account account) {
    return Messages.of(
        "DRILL begins: " + drill.target().alarm(),
        account,
        List.of(
            "DRILL: the alarm %s will go off, and nothing has happened."
                .formatted(drill.target().alarm()),
            "In account " + account.id() + ", " + account.region(),
            "",
            "alarmkeeper puts one event into log group " + drill.target().logGroup(),
            "to see whether the alarm is heard. The event has these marks:",
            "  eventID " + drill.id(),
            "  userAgent " + DrillEvent.USER_AGENT,
            "  a field of its own, " + DrillEvent.FIELD,
            "An alarm whose event has another id is real."),
        DrillReport.of(drill));
  }

  /** How it ended. */
  public static Notice after(Drill drill, Account account) {
    Drill.Ending ending = drill.ending().orElseThrow();
    List<String> lines = new ArrayList<>(DrillReport.lines(drill));
    lines.add(1, "In account " + account.id() + ", " + account.region());
    lines.add("");
    lines.add("The drill is over: the next alarm is real.");
    lines.add("Drill " + drill.id());
    String head =
        switch (ending.result()) {
          case PASSED -> "DRILL heard: ";
          case FAILED -> "DRILL NOT HEARD: ";
          case UNKNOWN -> "DRILL without a result: ";
        };
    return Messages.of(head + drill.target().alarm(), account, lines, DrillReport.of(drill));
  }
}
