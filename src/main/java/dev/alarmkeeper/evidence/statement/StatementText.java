package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.evidence.drill.DrillReport;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A statement for people: a table of the controls, and the newest incidents. */
final class StatementText {
  private static final int MOST_INCIDENTS = 50;
  private static final int LONGEST_LINE = 400;
  private static final List<String> HEAD =
      List.of("control", "in force", "exposed", "at least", "unknown", "incidents", "missed");

  private StatementText() {}

  static String of(Statement statement, List<Acceptance> accepted, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "alarmkeeper: account %s, %s"
            .formatted(statement.account().id(), statement.account().region()));
    lines.add(
        "%s to %s, in minutes"
            .formatted(Phrases.of(statement.period().from()), Phrases.of(statement.period().to())));
    lines.add("");
    lines.addAll(table(statement.lines()));
    if (!statement.drills().isEmpty()) {
      lines.add("");
      statement
          .drills()
          .forEach(it -> lines.add(it.target().control() + ": " + DrillReport.phrase(it)));
    }
    if (!statement.unread().isEmpty()) {
      lines.add("");
      lines.add("What is not known:");
      statement.unread().stream().limit(MOST_INCIDENTS).forEach(it -> lines.add("  " + it));
    }
    if (!accepted.isEmpty()) {
      lines.add("");
      lines.add("Accepted by the overrides, as they are now:");
      accepted.forEach(it -> lines.add(acceptance(it, now)));
    }
    lines.add("");
    lines.add(
        "%s%s"
            .formatted(
                Phrases.count(statement.incidents().size(), "incident"),
                statement.incidents().isEmpty() ? "" : ", the newest first"));
    statement.incidents().stream()
        .limit(MOST_INCIDENTS)
        .forEach(it -> lines.addAll(incident(it, now)));
    if (statement.incidents().size() > MOST_INCIDENTS) {
      lines.add(
          "and %,d older ones; the JSON has more of them"
              .formatted(statement.incidents().size() - MOST_INCIDENTS));
    }
    return String.join(
            "\n", lines.stream().map(it -> UntrustedText.safe(it, LONGEST_LINE)).toList())
        + "\n";
  }

  private static String acceptance(Acceptance accepted, Instant now) {
    return "  %s %s, %s %s, %s %s: %s"
        .formatted(
            Phrases.of(accepted.link()),
            UntrustedText.of(accepted.name()),
            UntrustedText.of(accepted.field()),
            UntrustedText.of(accepted.observed()),
            accepted.isOver(now) ? "which ended on" : "until",
            accepted.until(),
            UntrustedText.of(accepted.because()));
  }

  private static List<String> table(List<Statement.Line> lines) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (Statement.Line line : lines) {
      rows.add(
          List.of(
              line.control().id(),
              number(line.inForce()),
              number(line.exposed()),
              number(line.certain()),
              number(line.unknown()),
              number(line.incidents()),
              line.missed().map(StatementText::number).orElse("-")));
    }
    List<Integer> widths =
        IntStream.range(0, HEAD.size())
            .mapToObj(at -> rows.stream().mapToInt(it -> it.get(at).length()).max().orElse(0))
            .toList();
    return rows.stream().map(it -> row(it, widths)).toList();
  }

  private static String row(List<String> cells, List<Integer> widths) {
    StringBuilder row = new StringBuilder(cells.getFirst());
    row.repeat(' ', widths.getFirst() - cells.getFirst().length());
    for (int at = 1; at < cells.size(); at++) {
      row.repeat(' ', 2 + widths.get(at) - cells.get(at).length()).append(cells.get(at));
    }
    return row.toString();
  }

  private static List<String> incident(Incident incident, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s, %s"
            .formatted(
                Phrases.of(incident.subject().link()),
                incident.subject().name(),
                Phrases.of(incident.state())));
    String since =
        switch (incident.since().basis()) {
          case CALL -> "";
          case EARLIEST_CALL, LAST_VERIFIED -> " at the earliest";
          case FIRST_SEEN -> " at the latest";
        };
    lines.add(
        "  %s%s, %s %s"
            .formatted(
                Phrases.of(incident.since().at()),
                since,
                incident.exposing() ? "exposed" : "not exposed,",
                Phrases.of(incident.exposure(now))));
    incident
        .candidates()
        .forEach(
            it ->
                lines.add(
                    "  "
                        + who(incident, it.call())
                        + (it.confirmed() ? "" : ", not confirmed by CloudTrail's history")));
    if (incident.candidates().isEmpty()) {
      lines.add("  by whom is not known");
    }
    if (incident.missed() > 0) {
      lines.add("  " + Phrases.count(incident.missed(), "missed root event") + " found");
    }
    return lines;
  }

  private static String who(Incident incident, ApiCall call) {
    return (incident.since().basis() == BrokenSince.Basis.CALL ? "" : "maybe ")
        + call.name().map(Object::toString).orElse("a call")
        + " by "
        + call.actor().name().map(Object::toString).orElse("somebody unnamed");
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
