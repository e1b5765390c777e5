package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.report.FindingJson;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a look saw of alarmkeeper itself, beside the chain. It weakens no control: a chain is whole
 * or not whatever becomes of who keeps it.
 *
 * @param at when the look began
 * @param found what is not as it was deployed, each for a person to mend
 * @param read the words of the parts that were read to the end: of them what is not found is whole
 * @param unread what was not read, and why
 */
public record OwnLook(
    Instant at, List<ReportedFinding> found, Set<String> read, List<String> unread) {
  /** Copies the collections. */
  public OwnLook {
    found = List.copyOf(found);
    read = Set.copyOf(read);
    unread = List.copyOf(unread);
  }

  /** The parts that are not as they were deployed. */
  Set<LinkId> parts() {
    return found.stream().map(OwnLook::part).collect(Collectors.toSet());
  }

  /** What was found of a part. */
  List<ReportedFinding> about(LinkId part) {
    return found.stream().filter(it -> part(it).equals(part)).toList();
  }

  /** Whether the part was read, so that finding nothing says it is whole. */
  boolean hasRead(LinkId part) {
    return read.stream().anyMatch(it -> part.name().startsWith(it + " "));
  }

  /** Whether all of it was read. */
  public boolean isWhole() {
    return unread.isEmpty();
  }

  private static LinkId part(ReportedFinding finding) {
    return new LinkId(Link.ALARMKEEPER, UntrustedText.safe(finding.name(), UntrustedText.SHORT));
  }

  /** What evidence is missing for what was not read. */
  public static String missing(String unread) {
    return "alarmkeeper itself was not looked at: " + unread;
  }

  /** For the run's answer. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("findings", found.stream().map(FindingJson::of).toList());
    json.put("unread", unread);
    return json;
  }
}
