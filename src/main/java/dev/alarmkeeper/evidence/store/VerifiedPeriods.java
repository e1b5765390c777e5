package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when the chain was verified, for the bound of an incident and for the statement; with
 * it, in one document, from when on the store is complete, and which breaks await CloudTrail.
 */
public final class VerifiedPeriods {
  /** The store's kind of periods that have ended, by when they began. */
  public static final String PAST = "watch";

  /** The store's kind of the period that goes on; there is one. */
  public static final String CURRENT = "watching";

  /** Breaks that await CloudTrail: forged events must not fill the document. */
  public static final int MOST_PENDING = 20;

  private final Duration retention;
  private final Duration silence;
  private long version;
  private Optional<VerifiedPeriod> period = Optional.empty();
  private Optional<Horizon> horizon = Optional.empty();
  private List<PendingBreak> pending = List.of();
  private Optional<Instant> own = Optional.empty();
  private Optional<Plan> plan = Optional.empty();
  private boolean lost;
  private boolean isDefective;

  /** The keys of ended periods that somebody else has filed. */
  private final Set<String> filed = new HashSet<>();

  /**
   * What a run leaves.
   *
   * @param verified the controls that the run verified, if it verified all it looked at
   * @param awaited the breaks that await CloudTrail's history from now on
   * @param own the last look that read all of alarmkeeper itself
   */
  private record Plan(
      Instant now,
      Optional<List<String>> verified,
      List<PendingBreak> awaited,
      Optional<Instant> own) {}

  VerifiedPeriods(Duration retention, Duration silence) {
    this.retention = retention;
    this.silence = silence;
  }

  /** What was read before is not so any more. */
  synchronized void forget() {
    version = 0;
    isDefective = false;
    period = Optional.empty();
    horizon = Optional.empty();
    pending = List.of();
    own = Optional.empty();
  }

  /** Takes what was read. Returns why it is none. */
  synchronized Optional<String> take(Entry found) {
    version = found.version();
    isDefective = found.defect().isPresent();
    try {
      take(StoredDocuments.read(found, it -> it), found);
      return Optional.empty();
    } catch (JsonException malformed) {
      return Optional.of("last verified run not read: " + malformed.problem());
    }
  }

  private void take(JsonFields json, Entry found) {
    period =
        json.has("from")
            ? Optional.of(StoredDocuments.read(found, VerifiedPeriodJson::read))
            : Optional.empty();
    horizon = horizonOf(json);
    pending =
        json.objects("pending").stream().map(PendingBreakJson::read).limit(MOST_PENDING).toList();
    own = json.instant("own_verified");
  }

  /** From when on the store is complete, as the document of the current period says. */
  public static Optional<Horizon> horizonOf(JsonFields document) {
    return document.has("horizon")
        ? Optional.of(Horizon.read(document.object("horizon")))
        : Optional.empty();
  }

  /** The last period, up to the run that last verified everything; empty where nobody knows. */
  public synchronized Optional<VerifiedPeriod> last() {
    return period;
  }

  /** The last look that read all of alarmkeeper itself; empty where nobody knows. */
  public synchronized Optional<Instant> ownVerified() {
    return own;
  }

  /** The breaks that await CloudTrail's history. */
  public synchronized List<PendingBreak> pending() {
    return pending;
  }

  /** What a run saw is lost: whatever it was, the time around it is not verified. */
  public synchronized void breakOff() {
    lost = true;
    plan = Optional.empty();
  }

  /**
   * Notes what a run leaves; the next flush keeps it.
   *
   * @param verified the controls that the run verified, if it verified all it looked at
   * @param awaited the breaks that await CloudTrail's history from now on
   */
  public synchronized void note(
      Instant now, Optional<List<String>> verified, List<PendingBreak> awaited) {
    List<PendingBreak> fitting = awaited.stream().limit(MOST_PENDING).toList();
    plan =
        verified.isEmpty() && fitting.equals(pending)
            ? Optional.empty()
            : Optional.of(new Plan(now, verified, fitting, own));
  }

  /** Notes a look that read all of alarmkeeper itself; the next flush keeps it. */
  public synchronized void noteOwn(Instant look) {
    plan =
        plan.or(() -> Optional.of(new Plan(look, Optional.empty(), pending, own)))
            .map(it -> new Plan(it.now(), it.verified(), it.awaited(), Optional.of(look)));
  }

  /**
   * Has the next flush write the current period even where it is the same: of two runs that do so
   * at once, one reads what the other has written.
   */
  public synchronized void touch(Instant now) {
    plan = plan.or(() -> Optional.of(new Plan(now, Optional.empty(), pending, own)));
  }

  /** What is not kept yet. */
  synchronized List<Entry> unwritten() {
    // What is no document of ours has no version that could be written over.
    return plan.filter(_ -> !isDefective).map(this::unwritten).orElse(List.of());
  }

  private List<Entry> unwritten(Plan next) {
    List<Entry> entries = new ArrayList<>();
    Optional<VerifiedPeriod> period = after(next);
    ended(next).map(this::filed).filter(it -> !filed.contains(it.key())).ifPresent(entries::add);
    entries.add(
        new Entry(
            CURRENT,
            CURRENT,
            version,
            document(period, horizonAt(next.now()), next.awaited(), next.own()),
            Optional.empty()));
    return entries;
  }

  /** This is kept now. */
  synchronized void keep(Entry entry) {
    if (entry.kind().equals(CURRENT)) {
      version = entry.version();
      keepHere();
    }
  }

  /** What a run leaves is remembered in this process. */
  synchronized void keepHere() {
    plan.ifPresent(
        it -> {
          Horizon next = horizonAt(it.now());
          period = after(it);
          horizon = Optional.of(next);
          pending = it.awaited();
          own = it.own();
          lost = lost && it.verified().isEmpty();
        });
    plan = Optional.empty();
    filed.clear();
  }

  /** This is filed already: nothing is left to be filed of it. */
  synchronized void file(Entry entry) {
    if (entry.kind().equals(PAST)) {
      filed.add(entry.key());
    }
  }

  private Horizon horizonAt(Instant now) {
    return horizon.map(it -> it.at(now, retention)).orElseGet(() -> Horizon.begun(now, retention));
  }

  private Optional<VerifiedPeriod> after(Plan next) {
    return next.verified().map(it -> following(next.now(), it)).or(() -> period);
  }

  /** The period that goes on no more. */
  private Optional<VerifiedPeriod> ended(Plan next) {
    return period.filter(it -> next.verified().isPresent() && !isContinued(it, after(next)));
  }

  private VerifiedPeriod following(Instant now, List<String> controls) {
    return period
        .filter(it -> !lost && it.isContinuedBy(now, controls, silence))
        .map(it -> it.until(now))
        .orElseGet(() -> VerifiedPeriod.begun(now, controls));
  }

  private static boolean isContinued(VerifiedPeriod past, Optional<VerifiedPeriod> next) {
    return next.filter(it -> it.controls().equals(past.controls()))
        .filter(it -> it.window().from().equals(past.window().from()))
        .isPresent();
  }

  private Entry filed(VerifiedPeriod past) {
    return new Entry(
        PAST,
        past.window().from().toString(),
        0,
        VerifiedPeriodJson.of(past),
        Optional.of(past.window().to().plus(retention)));
  }

  private static Map<String, @Nullable Object> document(
      Optional<VerifiedPeriod> period,
      Horizon horizon,
      List<PendingBreak> pending,
      Optional<Instant> own) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    period.map(VerifiedPeriodJson::of).ifPresent(document::putAll);
    document.put("horizon", horizon.json());
    document.put("pending", pending.stream().map(PendingBreakJson::of).toList());
    own.ifPresent(it -> document.put("own_verified", it.toString()));
    return document;
  }
}
