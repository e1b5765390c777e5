package dev.alarmkeeper.settings;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Doubt;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.control.Overrides;
import dev.alarmkeeper.control.OverridesException;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The enabled controls, read afresh for each run: the catalogue's as the overrides document has
 * them, and its own.
 *
 * <p>A version is in force if it is right as a whole. Otherwise the last one that was, as long as
 * this process lives. Before there was any, the controls are those that the catalogue knows, and
 * what their filters and alarms should be is not known.
 */
public final class OverriddenControls implements Supplier<Enabled> {
  private final Settings.OverridesSetting setting;
  private final ChainSettings chain;
  private final Function<String, Observed<String>> parameters;
  private Optional<Overrides.Document> good = Optional.empty();

  /**
   * Controls by settings.
   *
   * @param parameters reads a parameter of Systems Manager by its name
   */
  public OverriddenControls(
      Settings.OverridesSetting setting,
      ChainSettings chain,
      Function<String, Observed<String>> parameters) {
    this.setting = setting;
    this.chain = chain;
    this.parameters = parameters;
  }

  /**
   * The controls that settings enable.
   *
   * @param parameters reads parameters of Systems Manager; asked for only where settings name one
   */
  public static Supplier<Enabled> of(
      Settings settings, Supplier<Function<String, Observed<String>>> parameters) {
    return settings
        .overrides()
        .<Supplier<Enabled>>map(
            it -> new OverriddenControls(it, settings.chain(), parameters.get()))
        .orElseGet(
            () -> {
              Enabled fixed = new Enabled(settings.chain().controls(), Optional.empty());
              return () -> fixed;
            });
  }

  @Override
  public synchronized Enabled get() {
    return switch (parameters.apply(setting.parameter())) {
      case Observed.Present<String>(String document) -> version(document);
      case Observed.Absent<String> _ -> doubtful("there is no such parameter", false);
      case Observed.Unreadable<String>(String reason, boolean retryable) ->
          doubtful(reason, retryable);
    };
  }

  private Enabled version(String document) {
    try {
      Overrides.Document read = read(document);
      good = Optional.of(read);
      return new Enabled(read.controls(), Optional.empty(), read.accepted());
    } catch (JsonException wrong) {
      return doubtful("the document is wrong: " + wrong.problem(), false);
    } catch (OverridesException | IllegalArgumentException wrong) {
      return doubtful("the document is wrong: " + wrong.getMessage(), false);
    }
  }

  private Overrides.Document read(String document) {
    Overrides.Document said = Overrides.of(Catalogue.controls(), Json.object(document));
    List<Control> controls = List.copyOf(Selection.parse(setting.controls(), said.controls()));
    List<String> clashes = chain.names().clashes(controls);
    if (!clashes.isEmpty()) {
      throw new OverridesException(clashes);
    }
    return new Overrides.Document(controls, said.accepted());
  }

  private Enabled doubtful(String reason, boolean passing) {
    return new Enabled(
        good.map(Overrides.Document::controls).orElse(chain.controls()),
        Optional.of(
            new Doubt(
                setting.parameter(),
                UntrustedText.safe(reason, UntrustedText.LONG),
                passing,
                good.isPresent())),
        good.map(Overrides.Document::accepted).orElse(List.of()));
  }
}
