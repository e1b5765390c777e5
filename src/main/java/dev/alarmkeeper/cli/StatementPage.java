package dev.alarmkeeper.cli;

import com.samskivert.mustache.Mustache;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Benchmark;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.statement.Statement;
import dev.alarmkeeper.evidence.statement.Statement.Line;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement as one page for auditors: HTML without a script and without anything from elsewhere.
 * Every text in it is escaped, also those that others chose.
 *
 * @param accepted the risks that the overrides accept now
 * @param command what makes the same statement again
 * @param now when it is made
 * @param version what makes it
 */
record StatementPage(
    Statement statement, List<Acceptance> accepted, String command, Instant now, String version) {
  /** A year of a fight has thousands; the table keeps them all. */
  private static final int MOST_INCIDENTS = 1_000;

  /** Copies the list. */
  StatementPage {
    accepted = List.copyOf(accepted);
  }

  String html() {
    return Mustache.compiler().escapeHTML(true).compile(template()).execute(fields());
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(StatementPage.class.getResourceAsStream("statement.html"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Map<String, Object> fields() {
    Map<String, Object> page = new HashMap<>();
    page.put("account", safe(statement.account().id()));
    page.put("region", safe(statement.account().region()));
    page.put("from", Phrases.of(statement.period().from()));
    page.put("to", Phrases.of(statement.period().to()));
    page.put("made", Phrases.of(now));
    page.put("version", safe(version));
    page.put("answer", statement.lines().stream().map(this::answer).toList());
    page.put("keys", TimelineDrawing.keys());
    page.put(
        "controls", IntStream.range(0, statement.lines().size()).mapToObj(this::control).toList());
    page.put("incidentCount", incidentCount());
    page.put(
        "incidents",
        statement.incidents().stream().limit(MOST_INCIDENTS).map(this::incident).toList());
    page.put("hasAccepted", !accepted.isEmpty());
    page.put("accepted", accepted.stream().map(this::acceptance).toList());
    page.put("unread", unread());
    // A command that is cut is none.
    page.put("command", UntrustedText.safe(command, command.length()));
    page.put("digest", statement.digest());
    return page;
  }

  /** One sentence a control, which claims no more than the numbers. */
  private String answer(Line line) {
    int all = line.inForce() + line.exposed() + line.unknown();
    String title = safe(line.control().title());
    if (all == 0) {
      return title + ": the period has no whole minute.";
    }
    if (line.inForce() == all) {
      return title + ": in force all the time.";
    }
    List<String> parts = new ArrayList<>();
    parts.add("in force for %s of %s".formatted(minutes(line.inForce()), minutes(all)));
    if (line.exposed() > 0) {
      parts.add("exposed for %s at most".formatted(minutes(line.exposed())));
    }
    if (line.unknown() > 0) {
      parts.add("unknown for " + minutes(line.unknown()));
    }
    return title + ": " + String.join(", ", parts) + ".";
  }

  private Map<String, Object> control(int at) {
    Line line = statement.lines().get(at);
    Control control = line.control();
    TimelineDrawing drawing =
        new TimelineDrawing(statement.timelines().get(at), statement.period());
    Map<String, Object> fields = new HashMap<>();
    fields.put("anchor", "control-" + at);
    fields.put("id", safe(control.id()));
    fields.put("title", safe(control.title()));
    fields.put("numbers", numbers(control));
    fields.put("words", answer(line));
    fields.put("inForce", number(line.inForce()));
    fields.put("exposed", number(line.exposed()));
    fields.put("certain", number(line.certain()));
    fields.put("unknown", number(line.unknown()));
    fields.put("incidents", number(line.incidents()));
    fields.put("missed", line.missed().map(StatementPage::number).orElse("not searched for"));
    fields.put("bars", drawing.bars());
    fields.put(
        "marks",
        drawing.marks(
            statement.incidents().stream()
                .filter(it -> it.weakens(control.id()))
                .collect(
                    Collectors.toMap(
                        it -> it.since().at(),
                        it -> safe(it.id()),
                        (one, other) -> one + ", " + other)),
            "incident"));
    return fields;
  }

  private static String numbers(Control control) {
    String numbers =
        control.numbers().entrySet().stream()
            .map((Map.Entry<Benchmark, String> it) -> it.getKey().title() + ": " + it.getValue())
            .collect(Collectors.joining("; "));
    return numbers.isEmpty() ? "In no benchmark: the owner's own." : safe(numbers);
  }

  private String incidentCount() {
    int all = statement.incidents().size();
    String count = Phrases.count(all, "incident") + (all > 1 ? ", the newest first." : ".");
    return all > MOST_INCIDENTS
        ? count
            + " The first %s are shown; \"alarmkeeper incidents\" lists all."
                .formatted(number(MOST_INCIDENTS))
        : count;
  }

  private Map<String, Object> incident(Incident incident) {
    IncidentWords words = IncidentWords.of(incident, now);
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", words.id());
    fields.put("link", words.link());
    fields.put("state", words.state());
    fields.put("since", words.since());
    fields.put("firstSeen", words.firstSeen());
    fields.put("ended", words.ended());
    fields.put("exposed", words.exposed());
    fields.put("who", words.who());
    fields.put("found", words.found().isEmpty() ? List.of("not kept") : words.found());
    fields.put("missed", words.missed());
    fields.put("weakens", words.controls());
    return fields;
  }

  private Map<String, Object> acceptance(Acceptance acceptance) {
    return Map.of(
        "what",
        safe(Phrases.of(acceptance.link()) + " " + acceptance.name() + ", " + acceptance.field()),
        "observed",
        safe(acceptance.observed()),
        "because",
        safe(acceptance.because()),
        "until",
        acceptance.until() + (acceptance.isOver(now) ? ", which is over" : ""));
  }

  /** What could not be read, and what is never looked for. */
  private List<String> unread() {
    List<String> all =
        new ArrayList<>(statement.unread().stream().map(StatementPage::safe).toList());
    if (statement.lines().stream().anyMatch(it -> it.unknown() > 0)) {
      all.add("Of an unknown minute nobody knows whether an alarm would have reached a person.");
    }
    if (statement.lines().stream()
        .anyMatch(it -> !it.control().id().equals(SearchProgress.ROOT_USAGE))) {
      all.add("Events that no alarm announced are searched for of root usage alone.");
    }
    all.add("What CloudTrail did not record or deliver is in no search.");
    all.add("That a person read a message is not known: the chain ends where SNS hands it over.");
    return all;
  }

  private static String minutes(int number) {
    return number(number) + (number == 1 ? " minute" : " minutes");
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String safe(String text) {
    return UntrustedText.safe(text, UntrustedText.LONG);
  }
}
