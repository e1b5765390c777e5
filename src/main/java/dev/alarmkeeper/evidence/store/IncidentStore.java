package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.text.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is remembered of every link, and the changes to it that are not kept yet. Where somebody
 * else has changed a link meanwhile, the changes of this run are made anew on what they wrote.
 */
public final class IncidentStore {
  private final boolean kept;
  private final Duration retention;
  private final Map<LinkId, Held> held = new LinkedHashMap<>();

  /** What makes a change of a link, in the order in which they are made. */
  private final Map<LinkId, List<UnaryOperator<Optional<LinkRecord>>>> changes = new HashMap<>();

  /** Items that are none, of which this process has told. */
  private final Set<String> toldDefects = new HashSet<>();

  /** The keys of items that are none, which may be of a newer alarmkeeper: none is overwritten. */
  private final Set<String> defective = new HashSet<>();

  /**
   * What is remembered of a link.
   *
   * @param past incidents that a newer one has followed since it was read
   */
  private record Held(LinkRecord record, long version, boolean dirty, List<Incident> past) {}

  IncidentStore(boolean kept, Duration retention) {
    this.kept = kept;
    this.retention = retention;
  }

  /** What is remembered of all links. */
  public synchronized List<LinkRecord> all() {
    return held.values().stream().map(Held::record).toList();
  }

  /** What is remembered of a link. */
  public synchronized Optional<LinkRecord> of(LinkId link) {
    return Optional.ofNullable(held.get(link)).map(Held::record);
  }

  /**
   * Changes what is remembered of a link. It is kept by the next flush.
   *
   * @param change makes of what is remembered what is to be; it is applied again where somebody
   *     else has changed the link meanwhile
   */
  public synchronized void change(LinkId link, UnaryOperator<Optional<LinkRecord>> change) {
    apply(link, change);
    // What changed nothing is not made anew: there is nothing to write.
    if (Optional.ofNullable(held.get(link)).filter(Held::dirty).isPresent()) {
      changes.computeIfAbsent(link, _ -> new ArrayList<>()).add(change);
    }
  }

  /** The same, for an incident as long as no newer one of its link has followed. */
  public void change(Incident incident, UnaryOperator<LinkRecord> change) {
    change(
        incident.subject(),
        known -> known.map(it -> it.incident().id().equals(incident.id()) ? change.apply(it) : it));
  }

  private void apply(LinkId link, UnaryOperator<Optional<LinkRecord>> change) {
    Optional<Held> old = Optional.ofNullable(held.get(link));
    Optional<LinkRecord> before = old.map(Held::record);
    change
        .apply(before)
        .filter(it -> !before.equals(Optional.of(it)))
        .ifPresent(
            next -> {
              List<Incident> past = new ArrayList<>(old.map(Held::past).orElse(List.of()));
              before
                  .map(LinkRecord::incident)
                  .filter(it -> it.number() < next.incident().number())
                  .ifPresent(past::add);
              held.put(link, new Held(next, old.map(Held::version).orElse(0L), true, past));
            });
  }

  /** At the beginning of a run: what earlier runs would have changed is not made anew. */
  synchronized void begin() {
    changes.clear();
  }

  /** What is not kept yet: what newer incidents follow is filed together with them. */
  synchronized List<Entry> unwritten(Instant now) {
    return held.values().stream()
        .filter(it -> kept && it.dirty() && !isDefective(it))
        .flatMap(
            it ->
                Stream.concat(
                    it.past().stream().map(past -> StoredDocuments.past(past, retention)),
                    Stream.of(StoredDocuments.of(it.record(), it.version(), now))))
        .toList();
  }

  /** The incidents that cannot be kept: where they belong is an item that nobody overwrites. */
  synchronized List<String> unkeepable() {
    return held.values().stream()
        .filter(it -> kept && it.dirty() && isDefective(it))
        .map(it -> it.record().incident().id())
        .toList();
  }

  private boolean isDefective(Held it) {
    return defective.contains(it.record().incident().subject().toString());
  }

  /** This is kept now. */
  synchronized void keep(Entry entry) {
    if (!entry.kind().equals(StoredDocuments.DRIFT)) {
      return;
    }
    held.entrySet().stream()
        .filter(it -> it.getKey().toString().equals(entry.key()))
        .forEach(
            it -> {
              changes.remove(it.getKey());
              it.setValue(new Held(it.getValue().record(), entry.version(), false, List.of()));
            });
  }

  /** This is filed already: nothing is left to be filed of it. */
  synchronized void file(Entry entry) {
    held.replaceAll(
        (_, it) ->
            new Held(
                it.record(),
                it.version(),
                it.dirty(),
                it.past().stream()
                    .filter(
                        past -> !StoredDocuments.past(past, retention).key().equals(entry.key()))
                    .toList()));
  }

  /** Of all others nothing is in the store any more. */
  synchronized void keepOnly(Set<String> keys) {
    defective.retainAll(keys);
    List<LinkId> gone =
        held.entrySet().stream()
            .filter(it -> it.getValue().version() > 0 && !keys.contains(it.getKey().toString()))
            .map(Map.Entry::getKey)
            .toList();
    for (LinkId link : gone) {
      held.remove(link);
      changes.getOrDefault(link, List.of()).forEach(it -> apply(link, it));
    }
  }

  /**
   * Takes what was read. What is not kept yet goes before it, unless somebody has written since.
   *
   * @return why it is none; told once
   */
  synchronized Optional<String> take(Entry entry) {
    try {
      LinkRecord read = StoredDocuments.read(entry);
      LinkId link = read.incident().subject();
      defective.remove(entry.key());
      Held mine = held.get(link);
      if (mine == null || !mine.dirty() || mine.version() != entry.version()) {
        held.put(link, new Held(read, entry.version(), false, List.of()));
        changes.getOrDefault(link, List.of()).forEach(it -> apply(link, it));
      }
      return Optional.empty();
    } catch (JsonException malformed) {
      defective.add(entry.key());
      return Optional.of(malformed.problem())
          .filter(_ -> toldDefects.add(entry.kind() + " " + entry.key()));
    }
  }
}
