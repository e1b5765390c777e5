package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.reconcile.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One drift, from its cause to its end, across runs.
 *
 * @param account whose chain it is
 * @param subject the link that drifted
 * @param number counts the incidents of the same link
 * @param controls the controls it weakens
 * @param exposing whether events could be missed, delayed or hidden meanwhile
 * @param findings the report's lines about it, as when it was last seen
 * @param state how far it has come
 * @param firstSeen the first look that saw it
 * @param since since when the link was broken
 * @param ended the look that no longer saw it; empty while it is open
 * @param blame the call that broke it, once it is known
 * @param missed root events that no alarm announced, as many as were found so far
 */
public record Incident(
    Account account,
    LinkId subject,
    int number,
    List<AffectedControl> controls,
    boolean exposing,
    List<Map<String, @Nullable Object>> findings,
    State state,
    Instant firstSeen,
    BrokenSince since,
    Optional<Instant> ended,
    Optional<ApiCall> blame,
    int missed) {

  /** Copies the lists. */
  public Incident {
    controls = List.copyOf(controls);
    findings = List.copyOf(findings);
  }

  /** How far an incident has come. */
  public enum State {
    /** Seen, and not or not yet repaired. */
    DRIFTED,
    /** Only a person can end it. */
    NEEDS_PERSON,
    /** alarmkeeper repaired it, and a fresh look shows the link whole. */
    REPAIRED,
    /** The link is whole again without a repair of alarmkeeper's. */
    ENDED;

    /** Whether the link is still broken. */
    public boolean isOpen() {
      return this == DRIFTED || this == NEEDS_PERSON;
    }
  }

  /** The same for ever, and another one for every other incident of this account and Region. */
  public String id() {
    return subject + "/" + number;
  }

  /** Whether the last that was seen of it was a repair, whose effect had still to settle. */
  boolean isMended() {
    return findings.stream().anyMatch(it -> "done".equals(it.get("outcome")));
  }

  /** Whether it weakens a control. */
  public boolean weakens(String control) {
    return controls.stream().anyMatch(it -> it.id().equals(control));
  }

  /** From the break to the end, or to an instant while it is open. */
  public Duration exposure(Instant now) {
    Duration exposure = Duration.between(since.at(), ended.orElse(now));
    return exposure.isNegative() ? Duration.ZERO : exposure;
  }

  /** The same, weakening these controls too. */
  Incident widened(List<AffectedControl> more, boolean exposesToo) {
    List<AffectedControl> all = Stream.concat(controls.stream(), more.stream()).distinct().toList();
    return with(all, exposing || exposesToo, findings, state, since, ended, blame, missed);
  }

  /** The same, further on. */
  public Incident in(State next, List<Map<String, @Nullable Object>> lines, Optional<Instant> end) {
    return with(controls, exposing, lines, next, since, end, blame, missed);
  }

  /** The same, with who broke it and when. */
  public Incident blaming(ApiCall call) {
    BrokenSince known =
        call.time().map(it -> new BrokenSince(it, BrokenSince.Basis.CALL)).orElse(since);
    return with(controls, exposing, findings, state, known, ended, Optional.of(call), missed);
  }

  /** The same, with more missed events found. */
  public Incident missing(int more) {
    return with(controls, exposing, findings, state, since, ended, blame, missed + more);
  }

  /** What it is about, its number and when it was first seen never change. */
  private Incident with(
      List<AffectedControl> weakened,
      boolean exposes,
      List<Map<String, @Nullable Object>> lines,
      State now,
      BrokenSince known,
      Optional<Instant> end,
      Optional<ApiCall> culprit,
      int found) {
    return new Incident(
        account, subject, number, weakened, exposes, lines, now, firstSeen, known, end, culprit,
        found);
  }
}
