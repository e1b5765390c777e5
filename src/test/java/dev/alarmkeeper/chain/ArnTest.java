package dev.alarmkeeper.chain;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs:*",
        "arn:aws-cn:sns:cn-north-1:111122223333:topic",
        "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/t",
        "arn:aws:iam::111122223333:root",
        "arn:aws:s3:::bucket",
      })
  void anArnIsWrittenAsItWasRead(String text) {
    assertThat(Arn.parse(text)).hasToString(text);
  }

  @Test
  void theResourceIsAllAfterTheFifthColon() {
    assertThat(Arn.parse("arn:aws:logs:us-east-1:111122223333:log-group:a:b:*"))
        .isEqualTo(new Arn("aws", "logs", "us-east-1", "111122223333", "log-group:a:b:*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "trail", "arn:aws:sns:us-east-1:topic", "urn:aws:a:b:c:d", "arn:x:a:b:c:d"})
  void whatIsNoArnIsRefusedWithTheFormWanted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arn.parse(text))
        .withMessage("want arn:partition:service:region:account:resource, got " + text);
  }

  @Test
  void theRefusalIsSafeToPrint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arn.parse("x\n".repeat(1_000)))
        .satisfies(it -> assertThat(it.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs,   CloudTrail/logs",
    "arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs:*, CloudTrail/logs",
  })
  void aLogGroupsNameComesWithAndWithoutAStar(String arn, String name) {
    assertThat(LogGroup.nameOf(Arn.parse(arn))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:logs:us-east-1:111122223333:destination:d",
        "arn:aws:sns:us-east-1:111122223333:log-group:CloudTrail/logs",
      })
  void theArnOfSomethingElseIsNoLogGroup(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogGroup.nameOf(Arn.parse(arn)))
        .withMessageContaining(arn);
  }

  @Test
  void theArnOfALogGroupHasNoStar() {
    assertThat(LogGroup.arn(ACCOUNT, "CloudTrail/logs"))
        .hasToString("arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11112222333", "1111222233334", "11112222333a", "１11122223333"})
  void anAccountIsTwelveDigits(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Account("aws", "us-east-1", id))
        .withMessageContaining("twelve digits");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "arn:aws:sns:us-east-1:111122223333:topic, true",
    "arn:aws:sns:eu-west-1:111122223333:topic, false",
    "arn:aws:sns:us-east-1:999988887777:topic, false",
  })
  void anAccountHoldsWhatIsItsOwnInItsRegion(String arn, boolean holds) {
    assertThat(ACCOUNT.holds(Arn.parse(arn))).isEqualTo(holds);
  }
}
