package dev.alarmkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Doubt;
import dev.alarmkeeper.control.Enabled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Which controls are enabled, whatever becomes of the overrides document. */
class OverriddenControlsTest {
  private static final String PARAMETER = "/alarmkeeper/overrides";
  private static final String OWN =
      "{\"custom\":[{\"id\":\"own\",\"title\":\"T\",\"pattern\":\"{ $.a = 1 }\"}]}";

  private Observed<String> parameter = new Present<>(OWN);

  @Test
  void aCustomControlIsEnabledByItsId() {
    Enabled enabled = controls("4.3,own").get();
    assertThat(enabled.controls()).extracting(Control::id).containsExactly("root_usage", "own");
    assertThat(enabled.doubt()).isEmpty();
  }

  @Test
  void allMeansTheDocumentsToo() {
    assertThat(controls("all").get().controls()).hasSize(Catalogue.controls().size() + 1);
  }

  @Test
  void aNewVersionIsInForceAtOnce() {
    OverriddenControls controls = controls("root_usage");
    assertThat(threshold(controls)).isEqualTo(1);
    parameter = new Present<>("{\"overrides\":{\"root_usage\":{\"threshold\":4}}}");
    assertThat(threshold(controls)).isEqualTo(4);
  }

  static final List<Arguments> LOSSES =
      List.of(
          Arguments.of("gone", new Absent<String>(), "no such parameter", false),
          Arguments.of("denied", new Unreadable<String>("denied", false), "denied", false),
          Arguments.of("throttled", new Unreadable<String>("throttled", true), "throttled", true),
          Arguments.of("no JSON", new Present<>("{"), "not JSON", false),
          Arguments.of("wrong", new Present<>("{\"x\":1}"), "x: got 1", false),
          Arguments.of("without what CONTROLS names", new Present<>("{}"), "\"own\"", false),
          Arguments.of(
              "with names that clash",
              new Present<>(
                  "{\"overrides\":{\"root_usage\":{\"alarm\":\"own_alarm\"}}," + OWN.substring(1)),
              "alarm \"own_alarm\": shared by root_usage and own",
              false));

  @ParameterizedTest(name = "{0}")
  @FieldSource("LOSSES")
  void theLastGoodVersionIsKeptAndItIsSaid(
      String what, Observed<String> loss, String reason, boolean passing) {
    OverriddenControls controls = controls("root_usage,own");
    List<Control> good = controls.get().controls();
    parameter = loss;

    Enabled enabled = controls.get();

    assertThat(enabled.controls()).isEqualTo(good);
    assertThat(enabled.doubt()).hasValueSatisfying(it -> says(it, reason, passing, true));
    parameter = new Present<>(OWN);
    assertThat(controls.get().doubt()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("LOSSES")
  void beforeAnyGoodVersionNothingPretendsThatThereAreNoOverrides(
      String what, Observed<String> loss, String reason, boolean passing) {
    parameter = loss;

    Enabled enabled = controls("root_usage,own").get();

    assertThat(enabled.controls()).extracting(Control::id).containsExactly("root_usage");
    assertThat(enabled.doubt()).hasValueSatisfying(it -> says(it, reason, passing, false));
  }

  @ParameterizedTest
  @CsvSource({"root_usage;own, 1", "root_usage nobody own, 1", "own, 0", "ALL, 15"})
  void withOverridesOnlyTheCataloguesNamesAreReadAtStart(String names, int known) {
    assertThat(settings(names.replace(';', ',')).chain().controls()).hasSize(known);
  }

  private static void says(Doubt doubt, String reason, boolean passing, boolean kept) {
    assertThat(doubt.parameter()).isEqualTo(PARAMETER);
    assertThat(doubt.reason()).contains(reason);
    assertThat(doubt.passing()).isEqualTo(passing);
    assertThat(doubt.kept()).isEqualTo(kept);
  }

  private static int threshold(OverriddenControls controls) {
    return controls.get().controls().getFirst().tuning().threshold();
  }

  private OverriddenControls controls(String names) {
    Settings settings = settings(names);
    return new OverriddenControls(
        settings.overrides().orElseThrow(),
        settings.chain(),
        name -> name.equals(PARAMETER) ? parameter : new Absent<>());
  }

  private static Settings settings(String names) {
    return Settings.of(Map.of("CONTROLS", names, "OVERRIDES_PARAMETER", PARAMETER));
  }
}
