package dev.alarmkeeper.evidence.incident;

import static java.util.Comparator.comparing;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param verified the last look before it that verified the link; empty where nobody had looked
 * @param firstSeen the first look that saw it
 * @param candidates the calls that may have broken it, the earliest first
 * @param settled whether CloudTrail's history was read after its lag, so that no candidate comes
 *     late
 * @param ended the look that no longer saw it; empty while it is open
 * @param missed root events that no alarm announced, as many as were found so far
 */
public record Incident(
    Account account,
    LinkId subject,
    int number,
    List<AffectedControl> controls,
    boolean exposing,
    List<ReportedFinding> findings,
    State state,
    Optional<Instant> verified,
    Instant firstSeen,
    List<Candidate> candidates,
    boolean settled,
    Optional<Instant> ended,
    int missed) {
  /** How long CloudTrail's history is asked who broke a link, with room to spare for its lag. */
  public static final Duration PATIENCE = Duration.ofHours(1);

  /** A look reads for some seconds, and the clocks of services differ: a break may seem younger. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** Candidates that are kept; an item of the table takes 400 KB. */
  private static final int MOST_CANDIDATES = 20;

  /** Copies the lists, and sorts the candidates. */
  public Incident {
    controls = List.copyOf(controls);
    findings = List.copyOf(findings);
    candidates =
        candidates.stream()
            // Forged events must not take the room of a call that the history has.
            .sorted(comparing((Candidate it) -> !it.confirmed()).thenComparing(Incident::at))
            .limit(MOST_CANDIDATES)
            .sorted(comparing(Incident::at))
            .toList();
  }

  private static Instant at(Candidate candidate) {
    return candidate.call().time().orElse(Instant.MAX);
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
    ENDED,
    /**
     * Somebody changed alarmkeeper itself. It is told, and nothing more is known: no look says
     * whether it is put back.
     */
    CHANGED;

    /** Whether the link is still broken. */
    public boolean isOpen() {
      return this == DRIFTED || this == NEEDS_PERSON;
    }
  }

  /** The same for ever, and another one for every other incident of this account and Region. */
  public String id() {
    return subject + "/" + number;
  }

  /**
   * Since when the link was broken. An earlier candidate may still be on its way into CloudTrail's
   * history: until that has settled, the last verified look is all that is known.
   */
  public BrokenSince since() {
    List<Candidate> known = confirmed();
    if (!settled || known.isEmpty() || !isExplained(known)) {
      return verified
          .map(it -> new BrokenSince(it, BrokenSince.Basis.LAST_VERIFIED))
          .orElseGet(() -> new BrokenSince(earliest(known), BrokenSince.Basis.FIRST_SEEN));
    }
    boolean alone = known.size() == 1;
    Instant first = earliest(known);
    return new BrokenSince(
        // CloudTrail tells whole seconds.
        verified.filter(first::isBefore).orElse(first),
        alone ? BrokenSince.Basis.CALL : BrokenSince.Basis.EARLIEST_CALL);
  }

  /**
   * From when on events may have been missed, as far as is known: the first search begins with the
   * earliest candidate, and the last one, when all candidates have come, with what is certain.
   * Where nobody had looked before, an event that the history does not have moves nothing: anybody
   * may send one of any day.
   */
  public Instant searchFrom() {
    BrokenSince since = since();
    return settled || verified.isEmpty() || !isExplained(candidates)
        ? since.at()
        : verified.filter(earliest(candidates)::isBefore).orElse(earliest(candidates));
  }

  /**
   * When a call that broke the link was made: what was called before the last verified look has
   * broken nothing. CloudTrail tells whole seconds.
   */
  public Window suspicion() {
    Instant seen = firstSeen.plus(LOOK);
    return new Window(
        verified.orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS),
        ended.filter(seen::isAfter).orElse(seen));
  }

  /** The candidates that CloudTrail's history has. */
  public List<Candidate> confirmed() {
    return candidates.stream().filter(Candidate::confirmed).toList();
  }

  /** The ids of the calls that people are told. */
  public Set<String> candidateIds() {
    return candidates.stream().map(Candidate::id).collect(Collectors.toSet());
  }

  private Instant earliest(List<Candidate> calls) {
    return calls.stream()
        .flatMap(it -> it.call().time().stream())
        .filter(it -> it.isBefore(firstSeen))
        .findFirst()
        .orElse(firstSeen);
  }

  /** Whether the calls together can have led to all that was found. */
  private boolean isExplained(List<Candidate> calls) {
    Set<String> explained =
        calls.stream().flatMap(it -> it.explains().stream()).collect(Collectors.toSet());
    Set<String> labels = BreakingCalls.labels(findings);
    return explained.containsAll(labels) && !explained.isEmpty();
  }

  /** Whether the last that was seen of it was a repair, whose effect had still to settle. */
  boolean isMended() {
    return findings.stream().anyMatch(it -> it.result() == ReportedFinding.Result.DONE);
  }

  /** Whether it weakens a control. */
  public boolean weakens(String control) {
    return controls.stream().anyMatch(it -> it.id().equals(control));
  }

  /** From the break to the end, or to an instant while it is open. */
  public Duration exposure(Instant now) {
    Duration exposure = Duration.between(since().at(), ended.orElse(now));
    return exposure.isNegative() ? Duration.ZERO : exposure;
  }

  /** The same, weakening these controls too. */
  Incident widened(List<AffectedControl> more, boolean exposesToo) {
    List<AffectedControl> all = Stream.concat(controls.stream(), more.stream()).distinct().toList();
    return with(all, exposing || exposesToo, findings, state, candidates, settled, ended, missed);
  }

  /** The same, further on. */
  public Incident in(State next, List<ReportedFinding> lines, Optional<Instant> end) {
    return with(controls, exposing, lines, next, candidates, settled, end, missed);
  }

  /** The same, with more calls that may have broken it; what is confirmed replaces what is not. */
  public Incident suspecting(List<Candidate> more) {
    Map<Object, Candidate> byId = new LinkedHashMap<>();
    for (Candidate candidate : Stream.concat(candidates.stream(), more.stream()).toList()) {
      byId.merge(key(candidate), candidate, (old, next) -> old.confirmed() ? old : next);
    }
    return with(
        controls,
        exposing,
        findings,
        state,
        new ArrayList<>(byId.values()),
        settled,
        ended,
        missed);
  }

  /** Two calls of which no id is known are two calls, unless who, what and when are the same. */
  private static Object key(Candidate candidate) {
    ApiCall call = candidate.call();
    return candidate.id().isEmpty()
        ? List.of(call.name(), call.time(), call.actor().name())
        : candidate.id();
  }

  /** The same, with these candidates alone. */
  Incident explainedBy(List<Candidate> calls) {
    return with(controls, exposing, findings, state, calls, settled, ended, missed);
  }

  /** The same, with no more candidates to come; those that no history has were none. */
  public Incident settling() {
    return with(controls, exposing, findings, state, confirmed(), true, ended, missed);
  }

  /** The same, with more missed events found. */
  public Incident missing(int more) {
    return with(controls, exposing, findings, state, candidates, settled, ended, missed + more);
  }

  /** What it is about, its number and when it was first seen never change. */
  private Incident with(
      List<AffectedControl> weakened,
      boolean exposes,
      List<ReportedFinding> lines,
      State now,
      List<Candidate> calls,
      boolean isSettled,
      Optional<Instant> end,
      int found) {
    return new Incident(
        account, subject, number, weakened, exposes, lines, now, verified, firstSeen, calls,
        isSettled, end, found);
  }
}
