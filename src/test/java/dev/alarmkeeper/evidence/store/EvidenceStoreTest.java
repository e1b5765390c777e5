package dev.alarmkeeper.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.evidence.incident.AnIncident;
import dev.alarmkeeper.evidence.incident.BrokenSince.Basis;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run remembers is written together, and one document that cannot keeps no other back. */
class EvidenceStoreTest {
  private static final Instant NOW = Fixtures.NOW;

  private final InMemoryStore table = new InMemoryStore();
  private final EvidenceStore store =
      new EvidenceStore(Optional.of(table), Duration.ofDays(400), Duration.ofMinutes(15));

  @Test
  void aDocumentThatIsTooLargeIsSaidEachTimeAndTakesNoOtherWithIt() {
    remember(record("small", 0));
    remember(record("large", 10_000));
    remember(record("another", 0));
    store.periods().note(NOW, Optional.of(List.of("root_usage")), List.of());

    for (int i = 0; i < 2; i++) {
      assertThat(store.flush(NOW))
          .hasSize(1)
          .allMatch(it -> it.contains("metric_filter/large") && it.contains("more than an item"));
    }
    assertThat(table.all(StoredDocuments.DRIFT).toString())
        .contains("metric_filter/small", "metric_filter/another")
        .doesNotContain("metric_filter/large");
    assertThat(table.all(VerifiedPeriods.CURRENT).toString())
        .as("where some of what a run saw is lost, nothing is verified")
        .doesNotContain("root_usage");
  }

  private void remember(LinkRecord record) {
    store.incidents().change(record.incident().subject(), _ -> Optional.of(record));
  }

  /** One of whose search so many events were announced. */
  private static LinkRecord record(String name, int announced) {
    Incident incident = AnIncident.of(name, 1, NOW, NOW, Basis.CALL, Optional.of(NOW), true);
    SearchProgress search =
        new SearchProgress(
            List.of(new Window(NOW, NOW)),
            SearchProgress.Source.LOG_GROUP,
            0,
            Optional.empty(),
            IntStream.range(0, announced).mapToObj(i -> "x".repeat(60) + i).toList(),
            false,
            false,
            false);
    return new LinkRecord(
        incident,
        List.of(),
        false,
        Set.of(),
        Set.of(),
        Set.of(),
        0,
        Optional.of(search),
        Optional.empty());
  }
}
