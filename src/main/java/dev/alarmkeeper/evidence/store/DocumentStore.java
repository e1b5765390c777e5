package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where evidence outlives a run: small JSON documents, each written only over the version that was
 * read. No method throws for what the store answers, and none deletes.
 */
public interface DocumentStore {
  /**
   * One document.
   *
   * @param kind what sort of document it is; documents of one kind are read together
   * @param key tells it from the others of its kind, and orders them
   * @param version how often it has been written; 0 for one that is not written yet
   * @param expires when the store may forget it
   * @param defect why it is none that we wrote, and what to do; it hides no other
   */
  record Entry(
      String kind,
      String key,
      long version,
      Map<String, @Nullable Object> document,
      Optional<Instant> expires,
      Optional<String> defect) {
    /** Copies the document. */
    public Entry {
      document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }

    /** A document as it should be. */
    public Entry(
        String kind,
        String key,
        long version,
        Map<String, @Nullable Object> document,
        Optional<Instant> expires) {
      this(kind, key, version, document, expires, Optional.empty());
    }

    /** What stands where a document should be. */
    public static Entry defective(String kind, String key, String defect) {
      return new Entry(kind, key, 0, Map.of(), Optional.empty(), Optional.of(defect));
    }

    /** A document that is not written yet. */
    public static Entry fresh(String kind, String key, Map<String, @Nullable Object> document) {
      return new Entry(kind, key, 0, document, Optional.empty());
    }

    /** A document among others. */
    static Observed<Entry> find(List<Entry> entries, String kind, String key) {
      return entries.stream()
          .filter(it -> it.kind().equals(kind) && it.key().equals(key))
          .findFirst()
          .<Observed<Entry>>map(
              it ->
                  it.defect().isPresent()
                      ? new Unreadable<>(it.defect().get(), false)
                      : new Present<>(it))
          .orElseGet(Absent::new);
    }

    /** The same document as it is once it is written. */
    public Entry written() {
      return new Entry(kind, key, version + 1, document, expires);
    }

    /** The same document with another content. */
    public Entry with(Map<String, @Nullable Object> content, Optional<Instant> until) {
      return new Entry(kind, key, version, content, until);
    }
  }

  /** How the write of one document ended. */
  sealed interface Written {
    /** It is kept. The entry has its new version. */
    record Kept(Entry entry) implements Written {}

    /** Somebody else has written it since it was read: read it again. */
    record Conflict() implements Written {}

    /**
     * It may or may not be kept.
     *
     * @param why what failed, and what to do
     */
    record Failed(String why) implements Written {}
  }

  /** How the write of several documents ended: all of them are kept, or none. */
  sealed interface WrittenAll {
    /** All are kept. The entries have their new versions, in the order in which they were given. */
    record Kept(List<Entry> entries) implements WrittenAll {
      /** Copies the list. */
      public Kept {
        entries = List.copyOf(entries);
      }
    }

    /**
     * Somebody else has written some of them since they were read: read them again.
     *
     * @param overtaken those that somebody else has written, as they were given
     */
    record Conflict(List<Entry> overtaken) implements WrittenAll {
      /** Copies the list. */
      public Conflict {
        overtaken = List.copyOf(overtaken);
      }
    }

    /**
     * They may or may not be kept.
     *
     * @param why what failed, and what to do
     */
    record Failed(String why) implements WrittenAll {}
  }

  /**
   * So many documents are written at once at most, and so many bytes of them. Source: DynamoDB API,
   * "TransactWriteItems": 100 items and 4 MB, of which some room is left for keys and versions.
   */
  int MOST_AT_ONCE = 100;

  /** See {@link #MOST_AT_ONCE}. */
  int MOST_BYTES_AT_ONCE = 3 * 1024 * 1024;

  /**
   * The largest document, in bytes of JSON. Source: DynamoDB Developer Guide, "Service, account,
   * and table quotas": an item has 400 KB, of which names, keys and a version take some.
   */
  int LARGEST_DOCUMENT = 396 * 1024;

  /** All documents of a kind, by key. */
  Observed<List<Entry>> all(String kind);

  /** All documents of several kinds, by kind and key, in one call where an answer has room. */
  Observed<List<Entry>> allOf(Set<String> kinds);

  /** One document; it is looked for among those of its kind. */
  default Observed<Entry> one(String kind, String key) {
    return all(kind).flatMap(entries -> Entry.find(entries, kind, key));
  }

  /**
   * Writes documents, each over the version it was read with; 0 writes it only where there is none.
   *
   * @param entries at most {@link #MOST_AT_ONCE} and {@link #MOST_BYTES_AT_ONCE}, each of another
   *     kind or key; more of them are not kept, and nothing is written of none
   */
  WrittenAll writeAll(List<Entry> entries);

  /** Writes a document over the version it was read with; 0 writes it only where there is none. */
  default Written put(Entry entry) {
    return switch (writeAll(List.of(entry))) {
      case WrittenAll.Kept(List<Entry> entries) -> new Written.Kept(entries.getFirst());
      case WrittenAll.Conflict _ -> new Written.Conflict();
      case WrittenAll.Failed(String why) -> new Written.Failed(why);
    };
  }
}
