package dev.alarmkeeper.cli;

import dev.alarmkeeper.control.Setting;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The function's settings as options: {@code LOG_GROUP_NAME} is {@code --log-group-name}. A value
 * that no option gives is that of the environment, as in the function.
 */
final class SettingOptions {
  /** {@code --profile} is that of AWS, as in every tool that calls AWS. */
  private static final Map<Setting, String> NAMES =
      new EnumMap<>(Map.of(Setting.PROFILE, "--profile-of-patterns"));

  private SettingOptions() {}

  static void add(CommandSpec command, Set<Setting> settings) {
    for (Setting setting : settings) {
      String preset = setting.preset().isEmpty() ? "" : " (" + setting.preset() + ")";
      command.addOption(
          OptionSpec.builder(name(setting))
              .paramLabel("VALUE")
              .type(String.class)
              .description(setting.rule() + preset + ", for example " + setting.example())
              .build());
    }
  }

  /** The settings as the function would find them in its environment. */
  static Map<String, String> read(
      ParseResult parsed, Set<Setting> settings, Map<String, String> environment) {
    Map<String, String> values = new java.util.HashMap<>();
    for (Setting setting : settings) {
      String set = environment.getOrDefault(setting.name(), "");
      String value = parsed.matchedOptionValue(name(setting), set);
      if (!value.isEmpty()) {
        values.put(setting.name(), value);
      }
    }
    return values;
  }

  static String name(Setting setting) {
    return NAMES.getOrDefault(
        setting, "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
