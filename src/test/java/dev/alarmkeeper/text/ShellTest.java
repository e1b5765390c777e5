package dev.alarmkeeper.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people paste does what it says, where it says. */
class ShellTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                        | ``
          look at the console                       | look at the console
          aws sns list-topics                       | aws sns list-topics --region eu
          aws cloudtrail start-logging --name t     | aws cloudtrail start-logging --name t --region home
          aws sns x --region us                     | aws sns x --region us
          aws logs a; aws cloudtrail b              | aws logs a --region eu; aws cloudtrail b --region home
          aws logs a --name 'x; aws sns y'          | aws logs a --name 'x; aws sns y' --region eu
          aws logs a --name 'it'\\''s; --region us'  | aws logs a --name 'it'\\''s; --region us' --region eu
          """)
  void everyCommandNamesItsRegion(String command, String complete) {
    assertThat(Shell.inRegions(command, it -> it.equals("cloudtrail") ? "home" : "eu"))
        .isEqualTo(complete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          root_usage_alarm | root_usage_alarm
          a b              | 'a b'
          it's             | 'it'\\''s'
          $(id)            | '$(id)'
          """)
  void aNameIsOneWord(String name, String word) {
    assertThat(Shell.word(name)).isEqualTo(word);
  }
}
