package dev.alarmkeeper.cli;

import dev.alarmkeeper.evidence.report.Release;
import picocli.CommandLine.IVersionProvider;

/** Which release the command line is of. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  static String text() {
    return "alarmkeeper " + Release.VERSION;
  }
}
