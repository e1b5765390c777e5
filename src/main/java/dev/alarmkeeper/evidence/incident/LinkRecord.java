package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is remembered of a link that has drifted: its newest incident, and what is still owed to
 * people about it.
 *
 * @param incident the newest incident
 * @param repairs when it was repaired lately, the newest last
 * @param fighting whether somebody breaks it again and again
 * @param told what people were told of the newest incident
 * @param published what machines were told of it
 * @param toldCalls the ids of the candidates that people were told of
 * @param reminded how often it was due to be told again
 * @param search the search for missed events, if one is called for
 * @param claim whose run is telling or searching, so that no other does the same
 */
public record LinkRecord(
    Incident incident,
    List<Instant> repairs,
    boolean fighting,
    Set<Announcement> told,
    Set<Announcement> published,
    Set<String> toldCalls,
    int reminded,
    Optional<SearchProgress> search,
    Optional<Claim> claim) {
  /**
   * What keeps other runs from telling or searching the same.
   *
   * @param run the run that does it
   * @param until when another run may, should that one have died
   */
  public record Claim(String run, Instant until) {}

  /** So many repairs within {@link #FIGHT_WINDOW} are a fight. */
  public static final int FIGHT = 3;

  /** See {@link #FIGHT}. */
  public static final Duration FIGHT_WINDOW = Duration.ofHours(1);

  /** Longer than a run may take. */
  private static final Duration CLAIM = Duration.ofMinutes(2);

  /** Copies the collections. */
  public LinkRecord {
    repairs = List.copyOf(repairs);
    told = Set.copyOf(told);
    published = Set.copyOf(published);
    toldCalls = Set.copyOf(toldCalls);
  }

  /**
   * The same, after a repair that was not enough: whoever breaks something of a link for which a
   * person is awaited is told of too, unless it is a fight, which was told.
   */
  LinkRecord toTellAgain(Instant run) {
    boolean isNews = incident.firstSeen().isBefore(run) && !fighting;
    return isNews
        ? new LinkRecord(
            incident,
            repairs,
            false,
            Set.of(),
            Set.of(Announcement.DRIFTED),
            toldCalls,
            reminded,
            search,
            claim)
        : this;
  }

  /** The same, to go on as open: who was told that it was changed is reminded that it still is. */
  LinkRecord reopening() {
    List<Announcement> open = List.of(Announcement.NEEDS_PERSON);
    return told.isEmpty() ? this : told(open, toldCalls).published(open);
  }

  /** The repairs that count for a fight at an instant. */
  List<Instant> recentRepairs(Instant now) {
    return repairs.stream().filter(it -> it.isAfter(now.minus(FIGHT_WINDOW))).toList();
  }

  /** What people are still to be told, the oldest first. */
  public List<Announcement> owedToPeople() {
    return owed(told, EnumSet.of(Announcement.of(incident.state())));
  }

  /** What machines are still to be told, the oldest first: that it broke, they get in any case. */
  public List<Announcement> owedToMachines() {
    Announcement state = Announcement.of(incident.state());
    // Of alarmkeeper itself nothing is said to have drifted: what has is the chain.
    return owed(
        published,
        incident.subject().link() == Link.ALARMKEEPER
            ? EnumSet.of(state)
            : EnumSet.of(Announcement.DRIFTED, state));
  }

  /** Whether somebody is still to be told something. */
  public boolean isOwing() {
    return !owedToPeople().isEmpty() || !owedToMachines().isEmpty();
  }

  private List<Announcement> owed(Set<Announcement> done, Set<Announcement> due) {
    if (fighting) {
      due.add(Announcement.FIGHT);
    }
    if (reminded > 0 && incident.state().isOpen()) {
      due.add(Announcement.REMINDER);
    }
    // Who is told for the first time now is told what is right.
    if (incident.settled()
        && done.contains(Announcement.of(incident.state()))
        && !toldCalls.equals(incident.candidateIds())) {
      due.add(Announcement.CORRECTED);
    }
    due.removeAll(done);
    return List.copyOf(due);
  }

  /** Whether some run is at work on it. */
  public boolean isClaimed(Instant now) {
    return claim.filter(it -> now.isBefore(it.until())).isPresent();
  }

  /** Whether it is this run that is at work on it. */
  public boolean isClaimedBy(String run) {
    return claim.filter(it -> it.run().equals(run)).isPresent();
  }

  /** The same, claimed by a run: it may work on it for longer than a run may take. */
  public LinkRecord claimedBy(String run, Instant now) {
    return with(incident, told, published, search, Optional.of(new Claim(run, now.plus(CLAIM))));
  }

  /** The same, for any run to work on. */
  public LinkRecord released() {
    return with(incident, told, published, search, Optional.empty());
  }

  /** The same, with what is known of the incident now. */
  public LinkRecord with(Incident next) {
    return with(next, told, published, search, claim);
  }

  /** The same, with all that there is to know of who broke it: what is searched follows. */
  public LinkRecord settling(List<Candidate> calls) {
    return knowing(incident.suspecting(calls).settling());
  }

  /** The same, with more calls that may have broken it: what is searched first follows. */
  public LinkRecord suspecting(List<Candidate> calls) {
    return knowing(incident.suspecting(calls));
  }

  private LinkRecord knowing(Incident next) {
    Instant from = next.searchFrom();
    Optional<SearchProgress> further =
        search.map(
            it ->
                incident.ended().equals(Optional.of(it.gaps().getLast().to()))
                    ? it.beginningAt(from)
                    : it);
    return new LinkRecord(
        next, repairs, fighting, told, published, toldCalls, reminded, further, claim);
  }

  /**
   * The search that a newer incident of the link takes over: who broke it will not be looked for
   * any more, so that all of the time that is not known is searched.
   */
  Optional<SearchProgress> left() {
    return incident.settled() ? search : search.map(it -> it.beginningAt(incident.since().at()));
  }

  /** The same, due to be told again. */
  public LinkRecord reminding() {
    Set<Announcement> again =
        told.stream().filter(it -> it != Announcement.REMINDER).collect(Collectors.toSet());
    return new LinkRecord(
        incident, repairs, fighting, again, published, toldCalls, reminded + 1, search, claim);
  }

  /**
   * The same, told to people.
   *
   * @param calls the candidates that were known then
   */
  public LinkRecord told(List<Announcement> what, Set<String> calls) {
    return what.isEmpty()
        ? this
        : new LinkRecord(
            incident,
            repairs,
            fighting,
            and(told, what),
            published,
            calls,
            reminded,
            search,
            claim);
  }

  /** The same, told to machines. */
  public LinkRecord published(List<Announcement> what) {
    return with(incident, told, and(published, what), search, claim);
  }

  /** The same, with its search further on. */
  public LinkRecord searching(SearchProgress next) {
    return with(incident, told, published, Optional.of(next), claim);
  }

  private LinkRecord with(
      Incident next,
      Set<Announcement> people,
      Set<Announcement> machines,
      Optional<SearchProgress> further,
      Optional<Claim> by) {
    return new LinkRecord(
        next, repairs, fighting, people, machines, toldCalls, reminded, further, by);
  }

  private static Set<Announcement> and(Set<Announcement> done, List<Announcement> what) {
    return Stream.concat(done.stream(), what.stream()).collect(Collectors.toSet());
  }
}
