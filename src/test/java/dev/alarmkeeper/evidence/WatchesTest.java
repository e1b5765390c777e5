package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.evidence.EventHistory.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchesTest {
  private static final Duration SILENCE = Duration.ofMinutes(15);
  private static final List<String> ROOT = List.of("root_usage");

  private final Story story = new Story();
  private final Instant start = Fixtures.NOW;

  @Test
  void looksThatFollowSoonAreOneWatch() {
    Watches watches = watches();
    watches.verified(start, ROOT);
    watches.verified(start.plus(SILENCE), ROOT);

    assertThat(current()).isEqualTo(new Watch(new Window(start, start.plus(SILENCE)), ROOT));
    assertThat(story.kept(Watches.PAST)).isEmpty();
  }

  @Test
  void afterASilenceAnotherWatchBegins() {
    Instant late = start.plus(SILENCE).plusMillis(1);
    Watches watches = watches();
    watches.verified(start, ROOT);
    watches.verified(late, ROOT);

    assertThat(current()).isEqualTo(new Watch(new Window(late, late), ROOT));
    assertThat(story.kept(Watches.PAST)).map(Watch::read).containsExactly(Watch.begun(start, ROOT));
  }

  @Test
  void otherControlsAreAnotherWatch() {
    Watches watches = watches();
    watches.verified(start, ROOT);
    watches.verified(start, List.of("root_usage", "other"));

    assertThat(story.kept(Watches.PAST)).hasSize(1);
  }

  @Test
  void anotherProcessGoesOnWithTheWatch() {
    watches().verified(start, ROOT);
    Watches other = watches();
    other.read();
    other.verified(start.plus(SILENCE), ROOT);

    assertThat(current().window().from()).isEqualTo(start);
    assertThat(other.last()).map(it -> it.window().to()).contains(start.plus(SILENCE));
  }

  @Test
  void twoRunsAtOnceAreOneWatch() {
    Watches one = watches();
    Watches other = watches();
    one.verified(start, ROOT);
    assertThat(other.verified(start, ROOT)).isEmpty();

    assertThat(other.last()).map(it -> it.window().to()).contains(start);
    assertThat(other.verified(start.plus(SILENCE), ROOT)).isEmpty();
    assertThat(current().window().to()).isEqualTo(start.plus(SILENCE));
  }

  @Test
  void aWatchThatCannotBeFiledGoesOnUntilItCan() {
    Instant late = start.plus(SILENCE.multipliedBy(2));
    Watches watches = watches();
    watches.verified(start, ROOT);
    story.ledger.breaks();
    assertThat(watches.verified(late, ROOT)).isPresent();
    story.ledger.works();
    watches.verified(late, ROOT);

    assertThat(story.kept(Watches.PAST)).hasSize(1);
    assertThat(current().window().from()).isEqualTo(late);
  }

  private Watches watches() {
    return new Watches(Optional.of(story.ledger), Story.RETENTION, SILENCE);
  }

  private Watch current() {
    return Watch.read(story.kept(Watches.CURRENT).getFirst());
  }
}
