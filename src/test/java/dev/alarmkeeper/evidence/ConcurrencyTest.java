package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that see the same drift at once make one incident of it. */
class ConcurrencyTest {
  private static final int ROUNDS = 1_000;

  @ParameterizedTest(name = "{0} runs at once")
  @ValueSource(ints = {2, 4})
  void oneDriftIsOneIncidentAndNoFight(int runs) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        Story first = new Story();
        first.run();
        List<Story> stories = new ArrayList<>(List.of(first));
        while (stories.size() < runs) {
          stories.add(new Story(first.ledger, new Outside()));
        }
        CyclicBarrier start = new CyclicBarrier(runs);
        List<Future<?>> ends = new ArrayList<>();
        for (Story story : stories) {
          story.later(Duration.ofMinutes(1)).deleteFilter();
          ends.add(
              threads.submit(
                  () -> {
                    start.await();
                    return story.run();
                  }));
        }
        for (Future<?> end : ends) {
          end.get();
        }
        List<LinkRecord> records =
            first.kept(StoredDocuments.DRIFT).stream().map(LinkRecordJson::read).toList();
        assertThat(records).as("round %s", round).hasSize(1);
        assertThat(records.getFirst().incident().number()).as("round %s", round).isEqualTo(1);
        assertThat(records.getFirst().fighting()).isFalse();
        assertThat(records.getFirst().repairs()).hasSizeLessThanOrEqualTo(1);
        assertThat(first.kept(StoredDocuments.INCIDENT)).isEmpty();
      }
    }
  }
}
