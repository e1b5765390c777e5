package dev.alarmkeeper.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.incident.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedPeriodsTest {
  private static final Duration SILENCE = Duration.ofMinutes(15);
  private static final List<String> ROOT = List.of("root_usage");

  private final Story story = new Story();
  private final Instant start = Fixtures.NOW;

  @Test
  void looksThatFollowSoonAreOneWatch() {
    EvidenceStore store = store();
    verified(store, start, ROOT);
    verified(store, start.plus(SILENCE), ROOT);

    assertThat(current())
        .isEqualTo(new VerifiedPeriod(new Window(start, start.plus(SILENCE)), ROOT));
    assertThat(story.kept(VerifiedPeriods.PAST)).isEmpty();
  }

  @Test
  void afterASilenceAnotherWatchBegins() {
    Instant late = start.plus(SILENCE).plusMillis(1);
    EvidenceStore store = store();
    verified(store, start, ROOT);
    verified(store, late, ROOT);

    assertThat(current()).isEqualTo(new VerifiedPeriod(new Window(late, late), ROOT));
    assertThat(story.kept(VerifiedPeriods.PAST))
        .map(VerifiedPeriodJson::read)
        .containsExactly(VerifiedPeriod.begun(start, ROOT));
  }

  @Test
  void otherControlsAreAnotherWatch() {
    EvidenceStore store = store();
    verified(store, start, ROOT);
    verified(store, start, List.of("root_usage", "other"));

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
  }

  @Test
  void anotherProcessGoesOnWithTheWatch() {
    verified(store(), start, ROOT);
    EvidenceStore other = store();
    other.read();
    verified(other, start.plus(SILENCE), ROOT);

    assertThat(current().window().from()).isEqualTo(start);
    assertThat(other.periods().last()).map(it -> it.window().to()).contains(start.plus(SILENCE));
  }

  @Test
  void twoRunsAtOnceAreOneWatch() {
    EvidenceStore one = store();
    EvidenceStore other = store();
    verified(one, start, ROOT);
    assertThat(verified(other, start, ROOT)).isEmpty();

    assertThat(other.periods().last()).map(it -> it.window().to()).contains(start);
    assertThat(verified(other, start.plus(SILENCE), ROOT)).isEmpty();
    assertThat(current().window().to()).isEqualTo(start.plus(SILENCE));
  }

  @Test
  void aWatchThatCannotBeFiledGoesOnUntilItCan() {
    Instant late = start.plus(SILENCE.multipliedBy(2));
    EvidenceStore store = store();
    verified(store, start, ROOT);
    story.ledger.breaks();
    assertThat(verified(store, late, ROOT)).isNotEmpty();
    story.ledger.works();
    verified(store, late, ROOT);

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
    assertThat(current().window().from()).isEqualTo(late);
  }

  private EvidenceStore store() {
    return new EvidenceStore(Optional.of(story.ledger), Story.RETENTION, SILENCE);
  }

  /** A run has verified these controls. Returns what could not be kept. */
  private static List<String> verified(EvidenceStore store, Instant at, List<String> controls) {
    store.periods().note(at, Optional.of(controls), List.of());
    return store.flush(at);
  }

  private VerifiedPeriod current() {
    return VerifiedPeriodJson.read(story.kept(VerifiedPeriods.CURRENT).getFirst());
  }
}
