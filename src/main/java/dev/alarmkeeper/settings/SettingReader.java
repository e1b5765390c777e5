package dev.alarmkeeper.settings;

import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings and gathers their faults, so that all are told at once. */
public final class SettingReader {
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  SettingReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The setting's value; empty where there is none, or where it is wrong. */
  <T> Optional<T> value(Setting setting, Function<String, T> parse) {
    String text = text(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException wrong) {
      faults.add(
          "%s: got \"%s\", want %s, for example %s (%s)"
              .formatted(
                  setting,
                  UntrustedText.of(text),
                  setting.rule(),
                  setting.example(),
                  wrong.getMessage()));
      return Optional.empty();
    }
  }

  /** The setting's value, where there is always one: the preset stands in for a wrong one. */
  <T> T value(Setting setting, Function<String, T> parse, T stand) {
    return value(setting, parse).orElse(stand);
  }

  void throwFaults() {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  private String text(Setting setting) {
    String set = environment.getOrDefault(setting.name(), "").strip();
    return set.isEmpty() ? setting.preset() : set;
  }

  /**
   * Reads an enum constant by its name in lower case; anything else is an IllegalArgumentException.
   */
  public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
          return constant;
        }
      }
      throw new IllegalArgumentException("it is none of them");
    };
  }
}
