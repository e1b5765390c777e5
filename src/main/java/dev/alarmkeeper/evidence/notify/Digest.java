package dev.alarmkeeper.evidence.notify;

import static java.util.Comparator.comparingInt;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Much that people are told of one run, in one message: a first run makes a whole chain, and who
 * gets thirty messages reads none.
 *
 * @param told what is told, what needs a person first; not empty
 */
record Digest(List<Told> told) {
  /** Incidents in the JSON, so that words and JSON fit into the 256 KB that SNS takes. */
  private static final int MOST_INCIDENTS = 100;

  /**
   * One announcement.
   *
   * @param what of the incident
   */
  record Told(Incident incident, Announcement what) {}

  /** Sorts what is told. */
  Digest {
    told = told.stream().sorted(comparingInt(it -> rank(it.what()))).toList();
  }

  Account account() {
    return told.getFirst().incident().account();
  }

  /** How many of each: {@code 2 NEEDS PERSON, 5 REPAIRED}. */
  String counts() {
    return told.stream()
        .collect(Collectors.groupingBy(Told::what, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(it -> it.getValue() + " " + it.getKey().name().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  /** In words, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.count(told.size(), "thing") + " to tell of one run: " + counts());
    lines.add("In account " + account().id() + ", " + account().region());
    lines.add("");
    for (Told it : told) {
      lines.addAll(IncidentText.headline(it.incident(), it.what()));
      if (it.incident().state().isOpen() || it.what() == Announcement.CHANGED) {
        lines.addAll(FindingText.toDo(it.incident().findings()));
      }
      lines.addAll(IncidentText.candidates(it.incident()));
      lines.addAll(IncidentText.since(it.incident()));
      lines.add("");
    }
    lines.add("Everything about each is in the function's log,");
    lines.add("  on the event bus and in the table.");
    return lines;
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema", IncidentJson.SCHEMA);
    json.put("account", account().id());
    json.put("region", account().region());
    json.put(
        "incidents",
        told.stream()
            .limit(MOST_INCIDENTS)
            .map(
                it ->
                    Map.of(
                        "incident", it.incident().id(),
                        "announcement", ReportJson.lower(it.what())))
            .toList());
    json.put("incidents_left_out", Math.max(0, told.size() - MOST_INCIDENTS));
    return json;
  }

  private static int rank(Announcement what) {
    return switch (what) {
      case NEEDS_PERSON -> 0;
      case FIGHT -> 1;
      case REMINDER -> 2;
      case CHANGED -> 3;
      case DRIFTED -> 4;
      case CORRECTED -> 5;
      case ENDED -> 6;
      case REPAIRED -> 7;
    };
  }
}
