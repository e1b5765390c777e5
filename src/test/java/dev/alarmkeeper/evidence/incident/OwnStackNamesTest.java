package dev.alarmkeeper.evidence.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudFormation makes names of the stack's and the part's, and cuts some of them. */
class OwnStackNamesTest {
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "alarmkeeper, alarmkeeper-SelfRule-1A2B3C4D5E6F, SelfRule",
        "my-keeper, my-keeper-SelfRule-1A2B3C4D5E6F, SelfRule",
        // A rule's name has room for 64 characters, an alarm's for 255.
        "keeper-of-the-security-alarms, keeper-of-the-security-a-SelfRule-1A2B3C4D5E6F, SelfRule",
        "keeper-of-the-security-alarms, keeper-of-the-security-alarms-ErrorsAlarm-1A2B, ErrorsAlarm",
        "alarmkeeper, alarmkeeper2-SelfRule-1A2B3C4D5E6F, -",
        "alarmkeeper, SelfRule, -"
      })
  void aPartIsKnownByItsNameInTheTemplate(String stack, String name, String id) {
    OwnStack own =
        new OwnStack(
            Optional.of(stack),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(own.id(name)).isEqualTo(Optional.ofNullable(id));
    assertThat(own.isPart(name)).isEqualTo(id != null);
    assertThat(own.plain(name)).isEqualTo(id == null ? name : stack + "-" + id);
  }
}
