package dev.alarmkeeper.docs;

import dev.alarmkeeper.control.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README shows every setting as the code has it. */
class SettingsTableTest {
  @Test
  void theReadmeShowsEverySetting() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("setting", "default", "what it takes", "for example"));
    for (Setting setting : Setting.values()) {
      rows.add(
          List.of(
              code(setting.name()),
              setting.preset().isEmpty() ? "" : code(setting.preset()),
              setting.rule(),
              code(setting.example())));
    }
    new Block("README.md", "settings").shows(Block.table(rows));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
