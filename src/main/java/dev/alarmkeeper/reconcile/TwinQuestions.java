package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
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
  /** The memory usually answers in milliseconds, and no repair waits for one that does not. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

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
    return memory
        .<Supplier<Observed<TwinDecisions>>>map(
            it ->
                CompletableFuture.supplyAsync(it::read, task -> Thread.ofVirtual().start(task))
                        .completeOnTimeout(
                            new Unreadable<>("no answer in time", true),
                            PATIENCE.toMillis(),
                            TimeUnit.MILLISECONDS)
                    ::join)
        .orElse(() -> new Unreadable<>("nothing is remembered", false));
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
      case Unreadable<TwinDecisions> _ -> Settled.own(desired);
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
    Supplier<Plan> kept = () -> unkept(desired, standings.keySet(), keeping.join());
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
    Set<Finding> told = new LinkedHashSet<>();
    Findings findings = new Findings(desired);
    for (Watch watch : desired.watches()) {
      switch (standings.get(id(watch))) {
        case null -> {}
        case Standing.Own(List<Finding> worse) ->
            worse.stream().filter(it -> !isOf(watch, it)).map(TwinQuestions::asking).forEach(told::add);
        case Standing.Asking(Asked about, List<Finding> drifts)
            when !inForce.own().contains(id(watch)) -> {
          heldBack.add(id(watch));
          drifts.stream().map(TwinQuestions::asking).forEach(told::add);
          ask(findings, watch, about, desired);
        }
        case Standing.Asking _ -> {} // another run makes our own, or it could not be kept
        case Standing.Unknown(String why) -> {
          heldBack.add(id(watch));
          findings
              .about(Link.METRIC_FILTER, filter(watch).name(), List.of(id(watch)))
              .unreadable(
                  new Unreadable<>(
                      "whether another filter and alarm do this already is not known: " + why,
                      true));
        }
      }
    }
    return new Settled(
        desired.without(heldBack), findings.plan().and(new Plan(List.copyOf(told))), kept);
  }

  private static void ask(Findings findings, Watch watch, Asked about, Desired desired) {
    findings
        .about(Link.METRIC_FILTER, filter(watch).name(), List.of(id(watch)))
        .with(List.of(filter(watch).logGroup() + ":" + about.filter()))
        .unsettled(
            Severity.MEDIUM,
            new Remedy.Ask(
                ("metric filter %s and alarm %s do this already, and somebody hears topic %s: adopt them"
                        + " with the settings that the command prints, or set OnTwin=double to have"
                        + " alarmkeeper make its own beside them. Until then it watches them and makes"
                        + " nothing; it makes its own as soon as they get worse")
                    .formatted(
                        shown(about.filter()), shown(about.alarm()), shown(about.topic())),
                "./alarmkeeper adopt --region " + desired.place().account().region()));
  }

  private static String shown(String name) {
    return Shell.word(UntrustedText.safe(name, UntrustedText.SHORT));
  }

  /** Whether a finding is about what is alarmkeeper's own from now on, and planned as that. */
  private static boolean isOf(Watch watch, Finding finding) {
    return switch (finding.link()) {
      case METRIC_FILTER -> finding.name().equals(filter(watch).name());
      case ALARM -> finding.name().equals(watch.alarm().name());
      case TRAIL, LOG_GROUP, TOPIC, SUBSCRIPTION, ALARMKEEPER -> false;
    };
  }

  /** What alarmkeeper would mend of what it had adopted, a person mends of what it has not. */
  private static Finding asking(Finding found) {
    return found.remedy() instanceof Remedy.Fix
        ? new Finding(
            found.link(),
            found.name(),
            found.controls(),
            found.kind(),
            found.severity(),
            found.differences(),
            new Remedy.Ask(
                "it is not alarmkeeper's to write as long as nobody adopts it: mend it, or adopt it",
                ""),
            found.objects())
        : found;
  }

  private static Plan unkept(
      Desired desired, Set<String> controls, Observed<TwinDecisions> keeping) {
    Findings findings = new Findings(desired);
    if (keeping instanceof Unreadable<TwinDecisions>(String why, _)) {
      findings
          .about(Link.METRIC_FILTER, "twins", List.copyOf(controls))
          .noted(
              "what was decided about other filters and alarms could not be kept, so alarmkeeper"
                  + " makes its own: "
                  + why);
    }
    return findings.plan();
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
                id(watch),
                retryable ? new Standing.Unknown(why) : new Standing.Own(List.of()));
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
                        telling.computeIfAbsent(topic, _ -> new LinkedHashMap<>()).put(control, twin)));
    Map<Arn, TwinLook> looks = new LinkedHashMap<>();
    telling.forEach(
        (topic, some) ->
            looks.put(
                topic,
                TwinLook.at(topic, settings, some, desired.place(), observer, deadline)));
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
          missing(
              Link.SUBSCRIPTION,
              "who heard " + Arn.parse(asked.topic()).resource(),
              twin.control()));
    }
    return new Standing.Own(told);
  }

  /** Its alarm does not tell the topic any more. */
  private static Standing tellingNobody(Twin twin, Asked asked) {
    return new Standing.Own(List.of(missing(Link.ALARM, asked.alarm(), twin.control())));
  }

  /** Nothing does the job, or no more. */
  private static Standing gone(Watch watch, Map<String, Asked> asked) {
    return new Standing.Own(
        Stream.ofNullable(asked.get(id(watch)))
            .map(it -> missing(Link.METRIC_FILTER, it.filter(), watch.control()))
            .toList());
  }

  private static Finding missing(Link link, String name, Control control) {
    return new Finding(
        link,
        name,
        List.of(control.id()),
        Kind.MISSING,
        Severity.CRITICAL,
        List.of(),
        new Remedy.Ask(
            "it did the job of this control until now and does so no more, so alarmkeeper makes its"
                + " own filter and alarm: take away what is left of it, or people are told twice when"
                + " it is mended",
            ""));
  }

  private static String id(Watch watch) {
    return watch.control().id();
  }

  private static MetricFilter filter(Watch watch) {
    return watch.filter().orElseThrow();
  }
}
