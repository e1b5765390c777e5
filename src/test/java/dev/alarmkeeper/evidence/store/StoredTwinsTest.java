package dev.alarmkeeper.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.reconcile.TwinDecisions;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was decided about twins outlives a run, and alarmkeeper's own is final. */
class StoredTwinsTest {
  private static final TwinDecisions ASKED =
      new TwinDecisions(Set.of("vpc_changes"), Map.of("root_usage", asked("Root")));

  private final InMemoryStore store = new InMemoryStore();
  private final StoredTwins twins = new StoredTwins(store);

  @Test
  void whatIsKeptIsReadBack() {
    assertThat(twins.read()).isInstanceOf(Absent.class);
    assertThat(twins.keep(ASKED)).isEqualTo(new Present<>(ASKED));
    assertThat(new StoredTwins(store).read()).isEqualTo(new Present<>(ASKED));
  }

  @Test
  void whatAnotherRunDecidedMeanwhileGoesFirst() {
    twins.read();
    new StoredTwins(store).keep(new TwinDecisions(Set.of(), Map.of("root_usage", asked("Other"))));

    assertThat(twins.keep(ASKED))
        .isEqualTo(
            new Present<>(
                new TwinDecisions(Set.of("vpc_changes"), Map.of("root_usage", asked("Other")))));
  }

  @Test
  void whatAnotherRunMadeItsOwnStaysSo() {
    twins.read();
    new StoredTwins(store).keep(new TwinDecisions(Set.of("root_usage"), Map.of()));

    assertThat(twins.keep(ASKED))
        .isEqualTo(new Present<>(new TwinDecisions(Set.of("root_usage", "vpc_changes"), Map.of())));
  }

  @Test
  void whatThisRunMakesItsOwnIsSoThoughAnotherAsks() {
    twins.keep(ASKED);
    StoredTwins other = new StoredTwins(store);
    other.read();
    twins.keep(new TwinDecisions(Set.of("vpc_changes", "nacl_changes"), ASKED.asked()));

    assertThat(other.keep(new TwinDecisions(Set.of("root_usage"), Map.of())))
        .isEqualTo(
            new Present<>(
                new TwinDecisions(Set.of("root_usage", "vpc_changes", "nacl_changes"), Map.of())));
  }

  @Test
  void aDocumentThatNobodyOfUsWroteIsNotBelieved() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("asked", Map.of("root_usage", Map.of("filter", "Root"))),
            Map.of(
                "asked",
                Map.of(
                    "root_usage",
                    Map.of(
                        "since", "2026-11-23T12:00:00Z",
                        "filter", "Root",
                        "alarm", "Root",
                        "topic", "arn:aws:s3:::bucket"))))) {
      InMemoryStore forged = new InMemoryStore();
      forged.writeAll(
          List.of(
              new Entry(
                  StoredTwins.KIND, StoredTwins.KIND, 0, Map.copyOf(wrong), Optional.empty())));

      assertThat(new StoredTwins(forged).read()).isInstanceOf(Unreadable.class);
    }
  }

  /** Who deletes it makes no first run of the next one of this process. */
  @Test
  void thisProcessRemembersWhatSomebodyDeletes() {
    twins.keep(ASKED);
    store.delete(StoredTwins.KIND, StoredTwins.KIND);

    TwinDecisions more = new TwinDecisions(Set.of("nacl_changes"), Map.of());
    TwinDecisions all = new TwinDecisions(Set.of("nacl_changes", "vpc_changes"), ASKED.asked());
    assertThat(twins.keep(more)).isEqualTo(new Present<>(all));
    assertThat(new StoredTwins(store).read()).isEqualTo(new Present<>(all));
  }

  private static Asked asked(String filter) {
    return new Asked(
        Instant.parse("2026-11-23T12:00:00Z"),
        filter,
        "Root",
        "arn:aws:sns:us-east-1:111122223333:alerts",
        Set.of("alarm Root drifted period=86400 s"),
        Set.of("email:s***@example.com#1234"));
  }
}
