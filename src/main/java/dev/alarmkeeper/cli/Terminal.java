package dev.alarmkeeper.cli;

import dev.alarmkeeper.control.Setting;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a command that calls AWS has around it. */
record Terminal(
    Connections connections, Screen screen, Map<String, String> environment, InstantSource clock) {
  /** The command, with these settings as options. */
  static CommandLine line(Callable<Integer> command, Set<Setting> settings) {
    CommandLine line = new CommandLine(command);
    SettingOptions.add(line.getCommandSpec(), settings);
    return line;
  }

  /** The settings as the function would find them in its environment. */
  Map<String, String> settings(CommandSpec command, Set<Setting> settings) {
    return SettingOptions.read(command.commandLine().getParseResult(), settings, environment);
  }
}
