package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import dev.alarmkeeper.reconcile.TwinDecisions;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import dev.alarmkeeper.reconcile.TwinMemory;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about twins, in one document of the store. This process remembers it too, where
 * the store does not answer.
 */
public final class StoredTwins implements TwinMemory {
  /** The store's kind of the document; there is one. */
  public static final String KIND = "twin";

  /** More than runs that can be under way at once. */
  private static final int MOST_TRIES = 10;

  private static final String OWN = "own";
  private static final String ASKED = "asked";

  private final DocumentStore store;
  private long version;
  private Optional<TwinDecisions> last = Optional.empty();

  /** The decisions in this store. */
  public StoredTwins(DocumentStore store) {
    this.store = store;
  }

  @Override
  public synchronized Observed<TwinDecisions> read() {
    return switch (store.one(KIND, KIND)) {
      case Present<Entry>(Entry entry) -> taken(entry);
      case Absent<Entry> _ -> {
        version = 0;
        // Who deletes the document does not make this process forget.
        yield last.<Observed<TwinDecisions>>map(Present::new).orElseGet(Absent::new);
      }
      case Unreadable<Entry>(String why, boolean retryable) ->
          last.<Observed<TwinDecisions>>map(Present::new)
              .orElseGet(() -> new Unreadable<>(why, retryable));
    };
  }

  private Observed<TwinDecisions> taken(Entry entry) {
    version = entry.version();
    try {
      TwinDecisions read = StoredDocuments.read(entry, StoredTwins::decisions);
      last = Optional.of(read);
      return new Present<>(read);
    } catch (JsonException malformed) {
      return last.<Observed<TwinDecisions>>map(Present::new)
          .orElseGet(() -> new Unreadable<>(malformed.problem(), false));
    }
  }

  @Override
  public synchronized Observed<TwinDecisions> keep(TwinDecisions decided) {
    TwinDecisions all = decided;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      switch (store.put(new Entry(KIND, KIND, version, document(all), Optional.empty()))) {
        case Kept(Entry entry) -> {
          version = entry.version();
          last = Optional.of(all);
          return new Present<>(all);
        }
        case Conflict _ -> {
          switch (read()) {
            case Present<TwinDecisions>(TwinDecisions others) -> all = all.and(others);
            case Absent<TwinDecisions> _ -> {} // somebody deleted it meanwhile
            case Unreadable<TwinDecisions> unread -> {
              return unread;
            }
          }
        }
        case Failed(String why) -> {
          return new Unreadable<>(why, true);
        }
      }
    }
    return new Unreadable<>("other runs were faster", true);
  }

  private static Map<String, @Nullable Object> document(TwinDecisions decided) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    new TreeMap<>(decided.asked()).forEach((control, about) -> asked.put(control, json(about)));
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(OWN, sorted(decided.own()));
    document.put(ASKED, asked);
    return document;
  }

  private static Map<String, @Nullable Object> json(Asked about) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("since", about.since());
    json.put("filter", about.filter());
    json.put("alarm", about.alarm());
    json.put("topic", about.topic());
    json.put("marks", sorted(about.marks()));
    json.put("hearers", sorted(about.hearers()));
    return json;
  }

  private static Object sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static TwinDecisions decisions(JsonFields document) {
    JsonFields all = document.object(ASKED);
    Map<String, Asked> asked = new LinkedHashMap<>();
    all.json()
        .keySet()
        .forEach(
            control -> {
              JsonFields about = all.object(control);
              asked.put(
                  control,
                  new Asked(
                      about.requiredInstant("since"),
                      about.requiredText("filter"),
                      about.requiredText("alarm"),
                      topic(about),
                      Set.copyOf(about.texts("marks")),
                      Set.copyOf(about.texts("hearers"))));
            });
    return new TwinDecisions(Set.copyOf(document.texts(OWN)), asked);
  }

  private static String topic(JsonFields about) {
    String topic = about.requiredText("topic");
    if (!topic.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]{1,256}")) {
      throw new JsonException("topic: it is no topic's ARN");
    }
    return topic;
  }
}
