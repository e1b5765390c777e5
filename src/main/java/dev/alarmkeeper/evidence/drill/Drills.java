package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.evidence.drill.Drill.Result;
import dev.alarmkeeper.evidence.drill.Heard.Act;
import dev.alarmkeeper.evidence.drill.Heard.History;
import dev.alarmkeeper.evidence.drill.Heard.Turn;
import dev.alarmkeeper.evidence.drill.Known.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that is remembered of drills, in one document, so that of two runs at once one alone
 * begins a drill. One drill goes on at a time: what SNS counts for a topic is then the drill's.
 *
 * @param since when drills were first switched on; empty before
 * @param running the drill that goes on
 * @param controls what is known, by the control's id
 * @param asked the controls that somebody wants to be drilled, the first asked first
 * @param ids the newest ids of drills whose events may be in the log group, the newest last
 */
public record Drills(
    Optional<Instant> since,
    Optional<Drill> running,
    Map<String, Known> controls,
    List<Asked> asked,
    List<String> ids) {
  /** Nothing is remembered. */
  public static final Drills NONE =
      new Drills(Optional.empty(), Optional.empty(), Map.of(), List.of(), List.of());

  /** What is asked for and cannot begin within this time is asked for no more. */
  public static final Duration ASKED_FOR = Duration.ofHours(1);

  /** After one that was not heard, or of which nobody knows, the next one comes so soon. */
  static final Duration AGAIN = Duration.ofDays(1);

  /** A drill that is so late is a finding. */
  static final Duration GRACE = Duration.ofDays(7);

  /** Ids that are remembered; an item of the table takes 400 KB. */
  private static final int MOST_IDS = 2_000;

  /** Copies the collections. */
  public Drills {
    controls = Collections.unmodifiableMap(new TreeMap<>(controls));
    asked = List.copyOf(asked);
    ids = List.copyOf(ids);
  }

  /** A control that somebody wants to be drilled. */
  public record Asked(String control, Instant at) {}

  /** What is known of a control. */
  public Known of(String control) {
    return controls.getOrDefault(control, Known.NOTHING);
  }

  /** The same, with drills on. */
  Drills on(Instant now) {
    return since.isPresent() ? this : new Drills(Optional.of(now), running, controls, asked, ids);
  }

  /** The same, with more that is asked for, and without what was asked for too long ago. */
  public Drills asking(List<String> more, Instant now) {
    List<Asked> all =
        new ArrayList<>(asked.stream().filter(it -> it.at().plus(ASKED_FOR).isAfter(now)).toList());
    more.stream()
        .filter(it -> all.stream().noneMatch(one -> one.control().equals(it)))
        .filter(it -> running.filter(one -> one.target().control().equals(it)).isEmpty())
        .forEach(it -> all.add(new Asked(it, now)));
    return new Drills(since, running, controls, all, ids);
  }

  /** The controls that are to be drilled now, those that are asked for first. */
  public List<String> due(List<String> enabled, Optional<Duration> every, Instant now) {
    Stream<String> scheduled =
        enabled.stream()
            .filter(it -> every.isPresent() && !now.isBefore(dueAt(it, every.get(), now)));
    return Stream.concat(asked.stream().map(Asked::control).filter(enabled::contains), scheduled)
        .distinct()
        .toList();
  }

  /** When the next drill of a control comes by itself. */
  public Instant dueAt(String control, Duration every, Instant now) {
    Optional<Drill> last = of(control).last();
    if (last.isEmpty()) {
      return since.orElse(now);
    }
    Drill.Ending ending = last.get().ending().orElseThrow();
    return ending.at().plus(ending.result() == Result.PASSED ? every : AGAIN);
  }

  /** Since when a control should have been drilled and heard; empty while it is in time. */
  public Optional<Instant> overdueSince(String control, Duration every, Instant now) {
    Optional<Instant> due =
        of(control).passed().flatMap(Drill::ending).map(it -> it.at().plus(every)).or(() -> since);
    return due.filter(it -> now.isAfter(it.plus(GRACE)));
  }

  /** The same, with a drill that goes on; as it was where another one does. */
  public Drills beginning(Drill drill) {
    if (running.isPresent()) {
      return this;
    }
    String control = drill.target().control();
    List<String> known = Stream.concat(ids.stream(), Stream.of(drill.id())).toList();
    return new Drills(
        since,
        Optional.of(drill),
        controls,
        asked.stream().filter(it -> !it.control().equals(control)).toList(),
        known.subList(Math.max(0, known.size() - MOST_IDS), known.size()));
  }

  /** The same, without a drill that was never begun: its event was not sent. */
  public Drills withdrawing(String id) {
    return running.filter(it -> it.id().equals(id)).isEmpty()
        ? this
        : new Drills(
            since,
            Optional.empty(),
            controls,
            asked,
            ids.stream().filter(it -> !it.equals(id)).toList());
  }

  /** The same, where that drill is changed, if it goes on. */
  public Drills changing(String id, UnaryOperator<Drill> change) {
    return running
        .filter(it -> it.id().equals(id))
        .map(change)
        .map(it -> it.ending().isPresent() ? ended(it) : going(it))
        .orElse(this);
  }

  private Drills going(Drill drill) {
    return new Drills(since, Optional.of(drill), controls, asked, ids);
  }

  private Drills ended(Drill drill) {
    return knowing(drill.target().control(), of(drill.target().control()).after(drill), false);
  }

  private Drills knowing(String control, Known known, boolean goesOn) {
    Map<String, Known> all = new TreeMap<>(controls);
    all.put(control, known);
    return new Drills(since, goesOn ? running : Optional.empty(), all, asked, ids);
  }

  /** The same, where the last drill of a control is changed, if it is that one. */
  public Drills changingLast(String control, String id, UnaryOperator<Drill> change) {
    Known known = of(control);
    return known
        .last()
        .filter(it -> it.id().equals(id))
        .map(it -> knowing(control, known.with(change.apply(it)), true))
        .orElse(this);
  }

  /** The drills that are over and of which nobody has told people. */
  public List<Drill> untold(Instant now) {
    return controls.values().stream()
        .flatMap(it -> it.last().stream())
        .filter(it -> it.telling().isFree(now))
        .toList();
  }

  /** The same, where an alarm's history is looked at from then on. */
  Drills watchingFrom(String control, Instant from) {
    return knowing(control, of(control).watchedUntil(from), true);
  }

  /**
   * The same, after a look at an alarm's history: real firings are judged.
   *
   * @param history what became of the alarm after {@link Known#watched}
   * @param since when the alarm's state last changed, by AWS's clock
   * @param isWhole whether the chain was seen whole: else silence proves nothing
   * @param now by our clock
   */
  Drills watching(String control, History history, Instant since, boolean isWhole, Instant now) {
    Known known = of(control);
    Instant from = known.watched().orElse(since);
    List<Turn> firings =
        history.turns().stream().filter(it -> it.isAlarm() && it.at().isAfter(from)).toList();
    for (int i = 0; i < firings.size(); i++) {
      Instant at = firings.get(i).at();
      Instant next = i + 1 < firings.size() ? firings.get(i + 1).at() : Instant.MAX;
      List<Act> acts =
          history.acts().stream()
              .filter(it -> !it.at().isBefore(at) && it.at().isBefore(next))
              .toList();
      Optional<Firing> judged = firing(at, acts, isWhole, now);
      if (judged.isEmpty()) {
        // A later look begins with this firing.
        return knowing(control, known, true);
      }
      known = known.after(judged.get(), at);
    }
    return knowing(control, firings.isEmpty() ? known.watchedUntil(since) : known, true);
  }

  private static Optional<Firing> firing(Instant at, List<Act> acts, boolean isWhole, Instant now) {
    Optional<Act> done = acts.stream().filter(Act::done).findFirst();
    if (done.isPresent()) {
      Duration time = Duration.between(at, done.get().at());
      return Optional.of(new Firing(at, Result.PASSED, Optional.of(time), ""));
    }
    if (!acts.isEmpty()) {
      return Optional.of(new Firing(at, Result.FAILED, Optional.empty(), acts.getFirst().error()));
    }
    if (now.isBefore(at.plus(Drill.PATIENCE))) {
      return Optional.empty();
    }
    return Optional.of(
        new Firing(at, isWhole ? Result.FAILED : Result.UNKNOWN, Optional.empty(), ""));
  }
}
