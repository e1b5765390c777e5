package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks a person, where an account has a whole chain for a control already, whether to adopt it or
 * to make another, and watches it meanwhile as if it was adopted. The question is put once for each
 * control, at its first run, and ends with the twin: nothing that appears later, and nothing that
 * is whole no more, keeps a repair from being made.
 *
 * @param settings what the owner asked for
 * @param onTwin what the owner wants in such a case
 * @param memory where it is remembered; without it, nobody could tell a first run from a later one,
 *     and alarmkeeper makes its own
 */
record TwinQuestions(
    ChainSettings settings, Observer observer, OnTwin onTwin, Optional<TwinMemory> memory) {
  /**
   * The memory usually answers while the chain is read; where it does not answer, repairs go on
   * without it.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Topics of a first run that are looked at. */
  private static final int MOST_TOPICS = 5;

  /**
   * What is alarmkeeper's to keep.
   *
   * @param desired without the controls that a person is asked about
   * @param plan what is asked, and what is to be said of the twins
   * @param kept what is to be said of how the decisions were kept; it waits for that
   */
  record Settled(Desired desired, Plan plan, Supplier<Plan> kept) {
    private static Settled own(Desired desired) {
      return new Settled(desired, Plan.EMPTY, () -> Plan.EMPTY);
    }
  }

  /** What is so of one control. */
  private sealed interface Standing {
    /** alarmkeeper makes its own; what did the job until now has become worse as told. */
    record Own(List<Finding> told) implements Standing {}

    record Asking(Asked about, List<Finding> told) implements Standing {}

    /** Whether a twin does the job was not read. */
    record Unknown(String why) implements Standing {}
  }

  /** Begins to read what was decided, beside whatever else is read. */
  Supplier<Observed<TwinDecisions>> begin() {
    if (memory.isEmpty()) {
      return () -> new Unreadable<>("nothing is remembered", false);
    }
    CompletableFuture<Observed<TwinDecisions>> reading =
        CompletableFuture.supplyAsync(memory.get()::read, task -> Thread.ofVirtual().start(task));
    // Patience begins when the answer is needed: a cold start makes every first call slow.
    return () ->
        reading
            .completeOnTimeout(
                new Unreadable<>("no answer in time", true),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS)
            .join();
  }

  /** Tells what is alarmkeeper's own from what a person is asked about. */
  Settled settle(
      Order order, Desired desired, Snapshot seen, Supplier<Observed<TwinDecisions>> reading) {
    if (!desired.areWatchesKnown() || desired.logGroup().isEmpty()) {
      return Settled.own(desired);
    }
    return switch (reading.get()) {
      case Present<TwinDecisions>(TwinDecisions known) -> settle(order, desired, seen, known);
      case Absent<TwinDecisions> _ -> settle(order, desired, seen, TwinDecisions.NONE);
      case Unreadable<TwinDecisions> _ when memory.isEmpty() -> Settled.own(desired);
      // Repairs never wait for the memory: what is not known to be asked about is made.
      case Unreadable<TwinDecisions>(String why, _) -> {
        TwinFindings findings = new TwinFindings(desired);
        findings.forgotten(
            desired.watches().stream().map(TwinQuestions::id).toList(), "was not read", why);
        yield new Settled(desired, findings.plan(), () -> Plan.EMPTY);
      }
    };
  }

  private Settled settle(Order order, Desired desired, Snapshot seen, TwinDecisions known) {
    List<Watch> open =
        desired.watches().stream().filter(it -> !known.own().contains(id(it))).toList();
    if (open.isEmpty()) {
      return Settled.own(desired);
    }
    Map<String, Standing> standings = standings(open, known, desired, seen, order.deadline());
    Set<String> own = new LinkedHashSet<>();
    Map<String, Asked> asked = new LinkedHashMap<>();
    standings.forEach(
        (control, standing) -> {
          switch (standing) {
            case Standing.Own _ -> own.add(control);
            case Standing.Asking(Asked about, _) -> asked.put(control, about);
            case Standing.Unknown _ -> {}
          }
        });
    TwinDecisions decided = known.owning(own).asking(asked);
    if (order.mode() == Mode.OBSERVE || decided.equals(known)) {
      return settled(desired, standings, decided, () -> Plan.EMPTY);
    }
    CompletableFuture<Observed<TwinDecisions>> keeping =
        CompletableFuture.supplyAsync(
            () -> memory.orElseThrow().keep(decided), task -> Thread.ofVirtual().start(task));
    Supplier<Plan> kept =
        () -> {
          TwinFindings findings = new TwinFindings(desired);
          if (keeping.join() instanceof Unreadable<TwinDecisions>(String why, _)) {
            findings.forgotten(standings.keySet(), "could not be kept", why);
          }
          return findings.plan();
        };
    if (known.asked().keySet().containsAll(asked.keySet())) {
      return settled(desired, standings, decided, kept);
    }
    // Only what is remembered is asked: else each run would be a first one, for every decoy.
    TwinDecisions inForce =
        keeping.join() instanceof Present<TwinDecisions>(TwinDecisions all)
            ? all
            : known.owning(asked.keySet());
    return settled(desired, standings, inForce, kept);
  }

  private Settled settled(
      Desired desired,
      Map<String, Standing> standings,
      TwinDecisions inForce,
      Supplier<Plan> kept) {
    Set<String> heldBack = new LinkedHashSet<>();
    TwinFindings findings = new TwinFindings(desired);
    for (Watch watch : desired.watches()) {
      switch (standings.get(id(watch))) {
        case null -> {} // decided long ago
        case Standing.Own(List<Finding> worse) -> findings.giveUp(watch, worse);
        case Standing.Asking _ when inForce.own().contains(id(watch)) -> {} // or it is not kept
        case Standing.Asking(Asked about, List<Finding> drifts) -> {
          heldBack.add(id(watch));
          findings.ask(watch, about, drifts);
        }
        case Standing.Unknown(String why) -> {
          heldBack.add(id(watch));
          findings.unknown(watch, why);
        }
      }
    }
    return new Settled(desired.without(heldBack), findings.plan(), kept);
  }

  private Map<String, Standing> standings(
      List<Watch> open, TwinDecisions known, Desired desired, Snapshot seen, Deadline deadline) {
    Map<String, Standing> standings = new LinkedHashMap<>();
    if (onTwin == OnTwin.DOUBLE) {
      open.forEach(it -> standings.put(id(it), new Standing.Own(List.of())));
      return standings;
    }
    Map<String, Twin> twins = new LinkedHashMap<>();
    TwinSearch search = TwinSearch.of(open, known.asked(), seen, observer);
    for (Watch watch : open) {
      if (search.isAnswered(watch)) {
        standings.put(id(watch), new Standing.Own(List.of()));
        continue;
      }
      switch (search.of(watch)) {
        case Present<Twin>(Twin twin) -> twins.put(id(watch), twin);
        case Absent<Twin> _ -> standings.put(id(watch), gone(watch, known.asked()));
        case Unreadable<Twin>(String why, boolean retryable) ->
            standings.put(
                id(watch), retryable ? new Standing.Unknown(why) : new Standing.Own(List.of()));
      }
    }
    Map<Arn, TwinLook> looks = looks(twins, known.asked(), desired, deadline);
    twins.forEach(
        (control, twin) ->
            standings.put(
                control,
                Optional.ofNullable(known.asked().get(control))
                    .map(
                        it ->
                            Optional.ofNullable(looks.get(Arn.parse(it.topic())))
                                .map(look -> still(twin, it, look))
                                .orElseGet(() -> tellingNobody(twin, it)))
                    .orElseGet(() -> first(twin, looks, seen))));
    return standings;
  }

  /** One look for each topic that the twins tell. */
  private Map<Arn, TwinLook> looks(
      Map<String, Twin> twins, Map<String, Asked> asked, Desired desired, Deadline deadline) {
    Map<Arn, Map<String, Twin>> telling = new LinkedHashMap<>();
    twins.forEach(
        (control, twin) ->
            twin.alarm().stream()
                .flatMap(TwinLook::topics)
                .filter(
                    topic ->
                        Optional.ofNullable(asked.get(control))
                            .map(it -> it.topic().equals(topic.toString()))
                            .orElseGet(
                                () -> telling.containsKey(topic) || telling.size() < MOST_TOPICS))
                .forEach(
                    topic ->
                        telling
                            .computeIfAbsent(topic, _ -> new LinkedHashMap<>())
                            .put(control, twin)));
    Map<Arn, TwinLook> looks = new LinkedHashMap<>();
    telling.forEach(
        (topic, some) ->
            looks.put(
                topic, TwinLook.at(topic, settings, some, desired.place(), observer, deadline)));
    return looks;
  }

  /** Whether a person is to be asked about what is found now. */
  private static Standing first(Twin twin, Map<Arn, TwinLook> looks, Snapshot seen) {
    List<TwinLook> telling =
        twin.alarm().stream()
            .flatMap(TwinLook::topics)
            .map(looks::get)
            .flatMap(Stream::ofNullable)
            .toList();
    Optional<TwinLook> whole = telling.stream().filter(it -> it.isWhole(twin)).findFirst();
    if (whole.isPresent()) {
      TwinLook look = whole.get();
      return new Standing.Asking(
          new Asked(
              seen.at(),
              twin.filter().name(),
              twin.alarm().orElseThrow().name(),
              look.topic().toString(),
              look.marks(twin),
              look.hearers()),
          look.about(twin));
    }
    return telling.stream()
        .flatMap(it -> it.unread(twin).stream())
        .findFirst()
        .<Standing>map(it -> new Standing.Unknown(it.reason()))
        .orElseGet(() -> new Standing.Own(List.of()));
  }

  /** Whether what a person was asked about still does the job, and for the same people. */
  private static Standing still(Twin twin, Asked asked, TwinLook look) {
    Optional<Unreadable<Twin>> unread = look.unread(twin);
    if (unread.isPresent()) {
      return new Standing.Unknown(unread.get().reason());
    }
    List<Finding> now = look.about(twin);
    Set<String> worse = new LinkedHashSet<>(look.marks(twin));
    worse.removeAll(asked.marks());
    boolean isHeard = look.hearers().stream().anyMatch(asked.hearers()::contains);
    if (look.isWhole(twin) && worse.isEmpty() && isHeard) {
      return new Standing.Asking(asked, now);
    }
    List<Finding> told = new ArrayList<>(now);
    if (!isHeard && now.stream().noneMatch(it -> it.link() == Link.SUBSCRIPTION)) {
      told.add(
          TwinFindings.missing(
              Link.SUBSCRIPTION,
              "who heard " + Arn.parse(asked.topic()).resource(),
              twin.control().id()));
    }
    return new Standing.Own(told);
  }

  /** Its alarm does not tell the topic any more. */
  private static Standing tellingNobody(Twin twin, Asked asked) {
    return new Standing.Own(
        List.of(TwinFindings.missing(Link.ALARM, asked.alarm(), twin.control().id())));
  }

  /** Nothing does the job, or no more. */
  private static Standing gone(Watch watch, Map<String, Asked> asked) {
    return new Standing.Own(
        Optional.ofNullable(asked.get(id(watch))).stream()
            .map(it -> TwinFindings.missing(Link.METRIC_FILTER, it.filter(), id(watch)))
            .toList());
  }

  private static String id(Watch watch) {
    return watch.control().id();
  }
}
