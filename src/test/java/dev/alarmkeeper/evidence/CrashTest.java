package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.Cause;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies between any two steps of its evidence loses nothing: whatever call comes
 * next, it is never made, and another process goes on from what is kept.
 */
class CrashTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How a process ends here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest(name = "pages of {0}")
  @ValueSource(ints = {2, 100})
  void whereverItDies(int pageSize) {
    int steps = 0;
    boolean died = true;
    for (; died; steps++) {
      Story story = new Story();
      story.outside.pageSize = pageSize;
      story.run();
      Cause deletion = story.later(MINUTE).deleteFilter("arn:aws:iam::111122223333:user/mallory");
      for (int i = 1; i <= 5; i++) {
        story.later(MINUTE).rootSignsIn("in-" + i);
      }
      died = dies(story, deletion, steps);
      story.newProcess();
      // Lambda makes a run again whose process died.
      story.later(MINUTE.multipliedBy(5)).run(deletion);
      for (int i = 0; i < 5; i++) {
        story.later(MINUTE.multipliedBy(5)).run();
      }

      assertThat(story.published())
          .as("step %s", steps)
          .contains("Chain Drifted", "Chain Repaired");
      assertThat(story.announced())
          .as("step %s", steps)
          .contains("in-1", "in-2", "in-3", "in-4", "in-5")
          .allMatch(it -> Collections.frequency(story.announced(), it) <= 2);
      // A process that dies between a message and its mark makes one more, and never two.
      List<String> told =
          story.outside.notices.stream()
              .map(OperationsTopic.Notice::subject)
              .filter(it -> !it.contains("MISSED"))
              .toList();
      assertThat(told)
          .as("step %s", steps)
          .anyMatch(it -> it.contains("metric filter"))
          .allMatch(it -> Collections.frequency(told, it) <= 2);
      assertThat(story.published())
          .as("step %s", steps)
          .filteredOn(it -> !it.equals("Missed Root Activity"))
          .allMatch(it -> Collections.frequency(story.published(), it) <= 2);
      Incident kept = LinkRecordJson.read(story.kept(StoredDocuments.DRIFT).getFirst()).incident();
      assertThat(kept.state())
          .as("step %s", steps)
          .isIn(Incident.State.REPAIRED, Incident.State.ENDED);
      assertThat(kept.candidates()).as("step %s", steps).isNotEmpty();
    }
    assertThat(steps).isGreaterThan(9);
  }

  /** Whether the process died, which it does at this call to the outside. */
  private static boolean dies(Story story, Cause cause, int last) {
    AtomicInteger calls = new AtomicInteger();
    Runnable step =
        () -> {
          if (calls.getAndIncrement() >= last) {
            throw new Killed();
          }
        };
    story.ledger.before(step);
    story.outside.before = step;
    try {
      story.run(cause);
      return false;
    } catch (Killed | IllegalStateException _) {
      return true;
    } finally {
      story.ledger.before(() -> {});
      story.outside.before = () -> {};
    }
  }
}
