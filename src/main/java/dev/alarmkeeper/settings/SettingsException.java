package dev.alarmkeeper.settings;

import java.util.List;

/** Settings are wrong; the message has every fault of every setting, a line each. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(List<String> faults) {
    super(
        "settings: "
            + faults.size()
            + (faults.size() == 1 ? " fault\n" : " faults\n")
            + String.join("\n", faults));
  }
}
