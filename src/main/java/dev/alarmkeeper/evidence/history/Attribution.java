package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.history.EventHistory.Attribute;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.incident.OwnStackChange;
import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds in CloudTrail's history who may have broken a link. The history lags: what it has is noted
 * at once, and is settled only when the history is read after its lag.
 */
public final class Attribution {
  /** Lookups by event id in one run; CloudTrail answers two a second. */
  private static final int MOST_CONFIRMED = 5;

  private static final String UNCONFIRMED =
      "a break that was over before the look is not confirmed yet: ";

  private final IncidentStore incidents;
  private final Optional<EventHistory> history;
  private final Supplier<Observed<OwnIdentity>> self;

  /**
   * Attribution of the incidents of a store.
   *
   * @param self whom our own calls are made by; asked only where a call is to be judged
   */
  public Attribution(
      IncidentStore incidents,
      Optional<EventHistory> history,
      Supplier<Observed<OwnIdentity>> self) {
    this.incidents = incidents;
    this.history = history;
    this.self = self;
  }

  /**
   * Looks for the calls behind all incidents that are not settled. Each sort of call is looked up
   * once for each Region, whatever the number of incidents. Returns what could not be read.
   */
  public List<String> attribute(Desired desired, OwnStack stack, Instant now, Deadline deadline) {
    List<LinkRecord> open =
        incidents.all().stream().filter(it -> isToAsk(it.incident(), now)).toList();
    if (history.isEmpty() || open.isEmpty()) {
      return List.of();
    }
    return switch (self.get()) {
      case Present<OwnIdentity>(OwnIdentity own) -> {
        Map<Lookup, LookedUp> found = new HashMap<>();
        for (LinkRecord record : open) {
          attribute(record, found, own, open, desired, stack, now, deadline);
        }
        yield found.entrySet().stream()
            .flatMap(
                it ->
                    it.getValue().failure().stream()
                        .map(
                            why ->
                                "who called " + it.getKey().value() + " is not known yet: " + why))
            .toList();
      }
      // Without it a repair of our own could be taken for a cause.
      case Absent<OwnIdentity> _ -> List.of("who broke it is not known yet: who are we?");
      case Unreadable<OwnIdentity>(String reason, _) ->
          List.of("who broke it is not known yet: " + reason);
    };
  }

  /** What a Region's history is asked for. */
  private record Lookup(String region, Attribute by, String value) {}

  /**
   * All calls that a history was asked for.
   *
   * @param complete whether they are all, and each can be judged
   * @param failure why they are not, if it was not for want of time
   */
  private record LookedUp(List<ApiCall> calls, boolean complete, Optional<String> failure) {
    static LookedUp unread(Optional<String> failure) {
      return new LookedUp(List.of(), false, failure);
    }
  }

  private void attribute(
      LinkRecord record,
      Map<Lookup, LookedUp> found,
      OwnIdentity own,
      List<LinkRecord> all,
      Desired desired,
      OwnStack stack,
      Instant now,
      Deadline deadline) {
    Incident incident = record.incident();
    boolean complete = true;
    List<Candidate> candidates = new ArrayList<>();
    LinkId link = incident.subject();
    String region = BreakingCalls.region(link.link(), link.name(), desired);
    for (String operation : operationsBehind(incident)) {
      LookedUp calls =
          found.computeIfAbsent(
              new Lookup(region, Attribute.EVENT_NAME, operation),
              it -> lookUp(it, window(all), deadline));
      complete = complete && calls.complete();
      for (ApiCall call : calls.calls()) {
        boolean isThen = call.time().filter(incident.suspicion()::contains).isPresent();
        if (isThen && !own.made(call.actor())) {
          explains(call, incident, desired, stack)
              .ifPresent(it -> candidates.add(new Candidate(call, true, it)));
        }
      }
    }
    boolean isSettled = complete && isLagOver(incident, now);
    incidents.change(
        incident, it -> isSettled ? it.settling(candidates) : it.suspecting(candidates));
  }

  private static List<String> operationsBehind(Incident incident) {
    return incident.subject().link() == Link.ALARMKEEPER
        ? OwnStackChange.operationsBehind(
            incident.subject(), BreakingCalls.labels(incident.findings()))
        : BreakingCalls.operationsBehind(incident.subject().link(), incident.findings());
  }

  private static Optional<Set<String>> explains(
      ApiCall call, Incident incident, Desired desired, OwnStack stack) {
    LinkId link = incident.subject();
    return link.link() == Link.ALARMKEEPER
        ? OwnStackChange.explains(
            call, link, BreakingCalls.labels(incident.findings()), stack, desired.place().account())
        : BreakingCalls.explains(call, link.link(), link.name(), incident.findings(), desired);
  }

  /** Where nobody had looked before, nobody knows where to begin. */
  private static boolean isToAsk(Incident incident, Instant now) {
    boolean isAnswered = !incident.confirmed().isEmpty();
    return !incident.settled()
        && incident.verified().isPresent()
        && (!isAnswered || isLagOver(incident, now))
        && now.isBefore(incident.firstSeen().plus(Incident.PATIENCE));
  }

  private static boolean isLagOver(Incident incident, Instant now) {
    return !now.isBefore(incident.suspicion().to().plus(SearchProgress.LAG));
  }

  private LookedUp lookUp(Lookup lookup, Window window, Deadline deadline) {
    List<ApiCall> calls = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      if (deadline.passed()) {
        return LookedUp.unread(Optional.empty());
      }
      switch (history
          .orElseThrow()
          .remembered(lookup.region(), lookup.by(), lookup.value(), window, token)) {
        case Present<Page>(Page page) -> {
          page.events().stream()
              .map(it -> CloudTrailRecords.of(new JsonFields(it.json())))
              .forEach(calls::add);
          token = page.next();
        }
        case Absent<Page> _ -> token = Optional.empty();
        case Unreadable<Page>(String reason, _) -> {
          return LookedUp.unread(Optional.of(reason));
        }
      }
    } while (token.isPresent());
    // The call that nobody can read may be the one, so that no other is known to be alone.
    boolean isReadable = calls.stream().allMatch(Attribution::isReadable);
    return new LookedUp(
        calls, isReadable, isReadable ? Optional.empty() : Optional.of("a record is malformed"));
  }

  /**
   * Whether a record says what was done, and when. A record larger than 256 KB comes without its
   * parameters. Source: CloudTrail User Guide, "CloudTrail record contents", requestParameters.
   */
  private static boolean isReadable(ApiCall call) {
    boolean saysWhat = call.error().isPresent() || !call.parameters().json().isEmpty();
    return call.time().isPresent() && saysWhat && !call.parameters().has("omitted");
  }

  /**
   * What CloudTrail's history has of a break that was over before the look.
   *
   * @return those that the history has by now, and what could not be read
   */
  public Confirmations confirm(
      List<PendingBreak> pending, Desired desired, OwnStack stack, Deadline deadline) {
    if (history.isEmpty() || pending.isEmpty()) {
      return new Confirmations(List.of(), pending, List.of());
    }
    if (!(self.get() instanceof Present<OwnIdentity>(OwnIdentity own))) {
      return new Confirmations(List.of(), List.of(), List.of(UNCONFIRMED + "who are we?"));
    }
    List<Confirmed> confirmed = new ArrayList<>();
    List<PendingBreak> absent = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (PendingBreak it : pending.subList(0, Math.min(MOST_CONFIRMED, pending.size()))) {
      Window window = new Window(it.verified().truncatedTo(ChronoUnit.SECONDS), it.look());
      LookedUp found =
          lookUp(new Lookup(it.region(), Attribute.EVENT_ID, it.eventId()), window, deadline);
      Optional<Candidate> candidate =
          found.calls().stream()
              .flatMap(call -> it.confirmedBy(call, desired, stack).stream())
              .findFirst();
      candidate.ifPresent(by -> confirmed.add(new Confirmed(it, by, own.made(by.call().actor()))));
      if (candidate.isEmpty() && found.complete()) {
        absent.add(it);
      }
      found.failure().map(UNCONFIRMED::concat).ifPresent(missing::add);
    }
    return new Confirmations(confirmed, absent, missing);
  }

  /**
   * What CloudTrail's history has of breaks that were over before a look.
   *
   * @param absent those that were asked for, and that the history does not have
   * @param missing what could not be read, and why
   */
  public record Confirmations(
      List<Confirmed> confirmed, List<PendingBreak> absent, List<String> missing) {
    /** Copies the lists. */
    public Confirmations {
      confirmed = List.copyOf(confirmed);
      absent = List.copyOf(absent);
      missing = List.copyOf(missing);
    }
  }

  /**
   * A break that CloudTrail's history confirms.
   *
   * @param isOurs whether alarmkeeper made the call itself, which breaks nothing
   */
  public record Confirmed(PendingBreak pending, Candidate candidate, boolean isOurs) {
    /** The link that was taken away. */
    public LinkId link() {
      return pending.link();
    }
  }

  private static Window window(List<LinkRecord> all) {
    List<Window> windows = all.stream().map(it -> it.incident().suspicion()).toList();
    return new Window(
        Collections.min(windows.stream().map(Window::from).toList()),
        Collections.max(windows.stream().map(Window::to).toList()));
  }
}
