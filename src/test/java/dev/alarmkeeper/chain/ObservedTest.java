package dev.alarmkeeper.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Absent is not unreadable. */
class ObservedTest {
  private static final Observed<List<String>> LISTING = new Present<>(List.of("root-mfa", "root"));

  @Test
  void whatAListingHasIsPresent() {
    assertThat(Observed.in(LISTING, "root"::equals)).isEqualTo(new Present<>("root"));
  }

  @Test
  void onlyACompleteListingMakesAbsent() {
    assertThat(Observed.in(LISTING, "roo"::equals)).isEqualTo(new Absent<>());
    assertThat(Observed.in(new Unreadable<List<String>>("denied", false), "root"::equals))
        .isEqualTo(new Unreadable<>("denied", false));
  }

  @Test
  void absenceAndIgnorancePassThrough() {
    assertThat(new Present<>(1).flatMap(it -> new Present<>(it + 1))).isEqualTo(new Present<>(2));
    assertThat(new Absent<Integer>().flatMap(Present::new)).isEqualTo(new Absent<>());
    assertThat(new Unreadable<Integer>("throttled", true).flatMap(Present::new))
        .isEqualTo(new Unreadable<>("throttled", true));
  }
}
