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
    List<String> missing = new ArrayList<>();
    if (history.isEmpty() || open.isEmpty()) {
      return missing;
    }
    switch (self.get()) {
      case Present<OwnIdentity>(OwnIdentity own) -> {
        Map<Lookup, Optional<List<ApiCall>>> found = new HashMap<>();
        for (LinkRecord record : open) {
          attribute(record, found, own, open, desired, stack, now, deadline, missing);
        }
      }
      // Without it a repair of our own could be taken for a cause.
      case Absent<OwnIdentity> _ -> missing.add("who broke it is not known yet: who are we?");
      case Unreadable<OwnIdentity>(String reason, _) ->
          missing.add("who broke it is not known yet: " + reason);
    }
    return missing;
  }

  /** An operation in a Region. */
  private record Lookup(String region, String operation) {}

  private void attribute(
      LinkRecord record,
      Map<Lookup, Optional<List<ApiCall>>> found,
      OwnIdentity own,
      List<LinkRecord> all,
      Desired desired,
      OwnStack stack,
      Instant now,
      Deadline deadline,
      List<String> missing) {
    Incident incident = record.incident();
    boolean complete = true;
    List<Candidate> candidates = new ArrayList<>();
    LinkId link = incident.subject();
    String region = BreakingCalls.region(link.link(), link.name(), desired);
    for (String operation : operationsBehind(incident)) {
      Optional<List<ApiCall>> calls =
          found.computeIfAbsent(
              new Lookup(region, operation), it -> lookUp(it, window(all), deadline, missing));
      complete = complete && calls.isPresent();
      for (ApiCall call : calls.orElse(List.of())) {
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

  /** All calls of an operation; empty where not all of them could be read. */
  private Optional<List<ApiCall>> lookUp(
      Lookup lookup, Window window, Deadline deadline, List<String> missing) {
    List<ApiCall> calls = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      if (deadline.passed()) {
        return Optional.empty();
      }
      switch (history
          .orElseThrow()
          .remembered(lookup.region(), Attribute.EVENT_NAME, lookup.operation(), window, token)) {
        case Present<Page>(Page page) -> {
          page.events().stream()
              .map(it -> CloudTrailRecords.of(new JsonFields(it.json())))
              .forEach(calls::add);
          token = page.next();
        }
        case Absent<Page> _ -> token = Optional.empty();
        case Unreadable<Page>(String reason, _) -> {
          missing.add("who called " + lookup.operation() + " is not known yet: " + reason);
          return Optional.empty();
        }
      }
    } while (token.isPresent());
    return Optional.of(calls);
  }

  /**
   * What CloudTrail's history has of a break that was over before the look.
   *
   * @return the call, once the history has it and it was somebody else's
   */
  public List<Confirmed> confirm(
      List<PendingBreak> pending,
      Desired desired,
      OwnStack stack,
      Deadline deadline,
      List<String> missing) {
    List<Confirmed> confirmed = new ArrayList<>();
    if (history.isEmpty() || pending.isEmpty()) {
      return confirmed;
    }
    if (!(self.get() instanceof Present<OwnIdentity>(OwnIdentity own))) {
      missing.add("a break that was over before the look is not confirmed yet: who are we?");
      return confirmed;
    }
    for (PendingBreak it : pending.subList(0, Math.min(MOST_CONFIRMED, pending.size()))) {
      if (deadline.passed()) {
        break;
      }
      Window window = new Window(it.verified().truncatedTo(ChronoUnit.SECONDS), it.look());
      switch (history
          .get()
          .remembered(it.region(), Attribute.EVENT_ID, it.eventId(), window, Optional.empty())) {
        case Present<Page>(Page page) ->
            page.events().stream()
                .map(event -> CloudTrailRecords.of(new JsonFields(event.json())))
                .flatMap(call -> it.confirmedBy(call, desired, stack).stream())
                .findFirst()
                .ifPresent(
                    call -> confirmed.add(new Confirmed(it, call, own.made(call.call().actor()))));
        case Absent<Page> _ -> {}
        case Unreadable<Page>(String reason, _) ->
            missing.add("a break that was over before the look is not confirmed yet: " + reason);
      }
    }
    return confirmed;
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
