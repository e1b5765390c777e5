package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a ledger promises, whichever table it is in. */
abstract class DocumentStoreContract {
  static final String TABLE = "evidence";

  private static final Instant LATER = Instant.parse("2027-12-31T00:00:00Z");

  /** A ledger in an empty table. */
  abstract DocumentStore ledger();

  /** The same in a table that is not there. */
  abstract DocumentStore ledgerWithoutTable();

  /** Puts an item, in DynamoDB's JSON, as somebody would who is not alarmkeeper. */
  abstract void putByHand(String item);

  /** An item's attribute, in DynamoDB's JSON, as the table has it; empty where there is none. */
  abstract String attribute(String kind, String key, String name);

  @Test
  void whatIsKeptIsReadAsItWasWritten() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("text", "\"quoted\" \n ünï 🔑");
    document.put("number", new BigDecimal("12.50"));
    document.put("truth", true);
    document.put("nothing", null);
    document.put("list", List.of(Map.of("nested", "x")));
    Entry entry = Entry.fresh("incident", "a#1", document).with(document, Optional.of(LATER));

    Entry kept = kept(entry);

    assertThat(kept.version()).isEqualTo(1);
    assertThat(ledger().one("incident", "a#1")).isEqualTo(new Present<>(kept));
    assertThat(kept.document()).isEqualTo(document);
    assertThat(kept.expires()).contains(LATER);
  }

  @Test
  void whatIsNotThereIsAbsent() {
    kept(fresh("a"));

    assertThat(ledger().one("incident", "b")).isEqualTo(new Absent<>());
    assertThat(ledger().one("place", "a")).isEqualTo(new Absent<>());
    assertThat(ledger().all("place")).isEqualTo(new Present<>(List.of()));
  }

  @Test
  void aKindIsReadByKeyHoweverManyPagesItHas() {
    String kilobytes = "x".repeat(300 * 1024);
    List<Entry> written =
        IntStream.range(10, 15)
            .mapToObj(i -> kept(Entry.fresh("incident", "k" + i, Map.of("long", kilobytes))))
            .toList();
    kept(Entry.fresh("incidents", "k99", Map.of()));

    // A page has 1 MB at most, so there are two.
    assertThat(ledger().all("incident")).isEqualTo(new Present<>(written));
  }

  @Test
  void ofTwoWritersOfANewDocumentOneIsKept() {
    kept(fresh("a"));

    assertThat(ledger().put(fresh("a"))).isEqualTo(new Conflict());
  }

  @Test
  void anOlderVersionDoesNotOverwriteANewerOne() {
    Entry first = kept(fresh("a"));
    Entry second = kept(first.with(Map.of("n", "2"), Optional.empty()));

    assertThat(ledger().put(first.with(Map.of("n", "3"), Optional.empty())))
        .isEqualTo(new Conflict());
    assertThat(ledger().one("incident", "a")).isEqualTo(new Present<>(second));
    assertThat(second.version()).isEqualTo(2);
  }

  @Test
  void ofManyWritersAtOnceOneIsKept() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<DocumentStore.Written>> writers =
          Stream.generate(() -> (Callable<DocumentStore.Written>) () -> ledger().put(fresh("a")))
              .limit(8)
              .toList();
      int kept = 0;
      for (Future<DocumentStore.Written> written : threads.invokeAll(writers)) {
        kept += written.get() instanceof Kept ? 1 : 0;
      }
      assertThat(kept).isEqualTo(1);
    }
  }

  @Test
  void theStoreIsToldWhenItMayForget() {
    Entry first = kept(fresh("a").with(Map.of(), Optional.of(LATER)));
    assertThat(attribute("incident", "a", "expires"))
        .contains(String.valueOf(LATER.getEpochSecond()));

    kept(first.with(Map.of(), Optional.empty()));
    assertThat(attribute("incident", "a", "expires")).isEmpty();
  }

  @Test
  void aDocumentThatDynamoDbDoesNotTakeIsNotKeptAndSaysWhy() {
    assertThat(ledger().put(Entry.fresh("incident", "a", Map.of("long", "x".repeat(410 * 1024)))))
        .asInstanceOf(InstanceOfAssertFactories.type(Failed.class))
        .extracting(Failed::why, InstanceOfAssertFactories.STRING)
        .contains("dynamodb:PutItem", "incident a", "400 KB", "419851 bytes");
    assertThat(ledger().one("incident", "a")).isEqualTo(new Absent<>());
  }

  @SuppressWarnings("unchecked") // AssertJ knows the class, not its type argument
  @Test
  void anItemOfSomebodyElseIsUnreadableAndHidesNoOther() {
    kept(fresh("a"));
    putByHand("{\"kind\": {\"S\": \"incident\"}, \"key\": {\"S\": \"b'; rm\"}}");
    putByHand(
        """
        {"kind": {"S": "incident"}, "key": {"S": "c"}, "version": {"N": "1"},
         "document": {"S": "no json"}}\
        """);

    Unreadable<?> seen = unreadable(ledger().one("incident", "b'; rm"));
    assertThat(seen.reason())
        .contains("item incident b'; rm of table evidence", "version")
        .contains("aws dynamodb get-item --region us-east-1 --table-name evidence --key")
        .contains("b'\\''; rm");
    assertThat(seen.retryable()).isFalse();
    assertThat(ledger().all("incident"))
        .isInstanceOfSatisfying(
            Present.class,
            all ->
                assertThat((List<Entry>) all.state())
                    .as("one that is malformed hides no other, nor is it lost")
                    .extracting(it -> it.defect().isPresent())
                    .containsExactly(false, true, true));
    assertThat(unreadable(ledger().one("incident", "c")).reason()).contains("not JSON");
    assertThat(ledger().one("incident", "a")).isInstanceOf(Present.class);
  }

  @Test
  void aTableThatIsNotThereIsAPersonsToMake() {
    Unreadable<?> seen = unreadable(ledgerWithoutTable().one("place", "place"));

    assertThat(seen.reason()).contains("ResourceNotFoundException", "EVIDENCE_TABLE");
    assertThat(seen.retryable()).isFalse();
    assertThat(ledgerWithoutTable().put(fresh("a")))
        .asInstanceOf(InstanceOfAssertFactories.type(Failed.class))
        .extracting(Failed::why, InstanceOfAssertFactories.STRING)
        .contains("EVIDENCE_TABLE");
  }

  @Test
  void aHundredAreWrittenAtOnceAndReadTogether() {
    List<Entry> written = keptAll(many(DocumentStore.MOST_AT_ONCE, "incident", "x".repeat(1024)));
    Entry other = kept(Entry.fresh("place", "place", Map.of()));
    kept(Entry.fresh("elsewhere", "a", Map.of()));

    assertThat(written).allMatch(it -> it.version() == 1);
    assertThat(ledger().allOf(Set.of("incident", "place")))
        .isEqualTo(new Present<>(Stream.concat(written.stream(), Stream.of(other)).toList()));
  }

  @Test
  void whatIsReadTogetherMayHaveManyPages() {
    String kilobytes = "x".repeat(300 * 1024);
    List<Entry> incidents = keptAll(many(5, "incident", kilobytes));
    List<Entry> places = keptAll(many(5, "place", kilobytes));

    // An answer has 1 MB at most, so there are three or more.
    assertThat(ledger().allOf(Set.of("incident", "place")))
        .isEqualTo(new Present<>(Stream.concat(incidents.stream(), places.stream()).toList()));
    assertThat(ledger().allOf(Set.of("nothing"))).isEqualTo(new Present<>(List.of()));
  }

  @Test
  void moreThanATransactionTakesAreNotKeptAndSayWhy() {
    assertThat(failed(many(DocumentStore.MOST_AT_ONCE + 1, "incident", "x")).why())
        .contains("incident k100 and 100 more");
    assertThat(failed(many(12, "incident", "x".repeat(380 * 1024))).why()).contains("11 more");

    assertThat(ledger().all("incident")).isEqualTo(new Present<>(List.of()));
  }

  @Test
  void whatSomebodyElseHasWrittenIsNamedAndNothingIsKept() {
    Entry first = kept(fresh("b"));
    kept(first.with(Map.of("n", "2"), Optional.empty()));
    kept(fresh("d"));

    assertThat(ledger().writeAll(List.of(fresh("a"), first, fresh("c"), fresh("d"))))
        .isEqualTo(new DocumentStore.WrittenAll.Conflict(List.of(first, fresh("d"))));
    assertThat(ledger().one("incident", "a")).isEqualTo(new Absent<>());
    assertThat(ledger().one("incident", "c")).isEqualTo(new Absent<>());
  }

  /** DynamoDB refuses the request, and its local edition takes the second for somebody else's. */
  @Test
  void oneDocumentTwiceIsNotKept() {
    assertThat(ledger().writeAll(List.of(fresh("a"), fresh("b"), fresh("a"))))
        .isNotInstanceOf(DocumentStore.WrittenAll.Kept.class);
    assertThat(ledger().all("incident")).isEqualTo(new Present<>(List.of()));
  }

  @Test
  void ofNothingNothingIsWritten() {
    assertThat(ledger().writeAll(List.of()))
        .isEqualTo(new DocumentStore.WrittenAll.Kept(List.of()));
  }

  private static List<Entry> many(int count, String kind, String text) {
    return IntStream.range(100, 100 + count)
        .mapToObj(i -> Entry.fresh(kind, "k" + i, Map.of("text", text)))
        .toList();
  }

  private List<Entry> keptAll(List<Entry> entries) {
    if (ledger().writeAll(entries) instanceof DocumentStore.WrittenAll.Kept(List<Entry> written)) {
      return written;
    }
    throw new AssertionError("not kept: " + entries.size());
  }

  private DocumentStore.WrittenAll.Failed failed(List<Entry> entries) {
    return (DocumentStore.WrittenAll.Failed)
        assertThat(ledger().writeAll(entries))
            .isInstanceOf(DocumentStore.WrittenAll.Failed.class)
            .actual();
  }

  static Entry fresh(String key) {
    return Entry.fresh("incident", key, Map.of("key", key));
  }

  Entry kept(Entry entry) {
    if (ledger().put(entry) instanceof Kept(Entry written)) {
      return written;
    }
    throw new AssertionError("not kept: " + entry);
  }

  static Unreadable<?> unreadable(Observed<?> seen) {
    return (Unreadable<?>) assertThat(seen).isInstanceOf(Unreadable.class).actual();
  }
}
