package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The same document with another content. */
    public Entry with(Map<String, @Nullable Object> content, Optional<Instant> until) {
      return new Entry(kind, key, version, content, until);
    }
  }

  /** How a write ended. */
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

  /** All documents of a kind, by key. */
  Observed<List<Entry>> all(String kind);

  /** One document. */
  Observed<Entry> one(String kind, String key);

  /** Writes a document over the version it was read with; 0 writes it only where there is none. */
  Written put(Entry entry);
}
