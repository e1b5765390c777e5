package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EventBridge refuses a rule, and with it the stack, whose pattern is too long. */
class PatternSizeTest {
  /** EventBridge's default quota for a pattern. */
  private static final int PATTERN_CHARACTERS = 2048;

  /** What is left for a name template's own text. */
  private static final int LONGEST_BESIDE_CONTROL = 64;

  /** With the longest that parameters take and AWS makes. */
  @Test
  void patternsStayWithinTheQuota() {
    String beside = "n".repeat(LONGEST_BESIDE_CONTROL);
    Map<String, String> longNames =
        Map.of(
            "LogGroupName",
            "g".repeat(512),
            "TopicName",
            "t".repeat(256),
            "MetricNameTemplate",
            "{control}" + beside,
            "AlarmNameTemplate",
            "{control}" + beside,
            "OverridesParameter",
            "/" + "o".repeat(255),
            "ConfigRuleName",
            "c".repeat(128));
    assertThat(ParameterValuesTest.accepts(rulesOf("OverridesParameter"), "/" + "o".repeat(256)))
        .isFalse();
    longNames.forEach(
        (parameter, value) ->
            assertThat(ParameterValuesTest.accepts(rulesOf(parameter), value))
                .as(parameter)
                .isTrue());
    assertThat(ParameterValuesTest.accepts(rulesOf("AlarmNameTemplate"), "{control}n" + beside))
        .isFalse();

    Template.main()
        .deploy(longNames)
        .patterns()
        .forEach(
            (rule, pattern) ->
                assertThat(atItsLongest(pattern)).as(rule).hasSizeLessThan(PATTERN_CHARACTERS));
  }

  private static JsonNode rulesOf(String parameter) {
    return Template.main().parameters().required(parameter);
  }

  /** Rules, roles and functions have names of up to 64 characters. */
  private static String atItsLongest(JsonNode pattern) {
    return pattern
        .toString()
        .replaceAll("alarmkeeper(-\\w+-EXAMPLE)?", "a".repeat(64))
        .replace("arn:aws:", "arn:aws-us-gov:")
        .replace("us-east-1", "us-gov-west-1");
  }
}
