package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values, and wrong combinations of them, are refused before anything is deployed. */
class ParameterValuesTest {
  private final Template template = Template.main();

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "Subscriptions, email:sec@example.com, true",
    "Subscriptions, 'email:sec@example.com,sqs:arn:aws:sqs:us-east-1:111122223333:q', true",
    "Subscriptions, 'https:https://hooks.example.com/alarm?x=1', true",
    "Subscriptions, '', true", // only with TopicArn: a rule says so
    "Subscriptions, sec@example.com, false",
    "Subscriptions, 'email:sec@example.com,', false",
    "Subscriptions, http:http://example.com, false", // in the clear
    "Subscriptions, 'email:a@example.com, email:b@example.com', false",
    "AlarmNameTemplate, cis-{control}-prod, true",
    "AlarmNameTemplate, every_alarm, false",
    "AlarmNameTemplate, '{control}*', false", // would widen the role
    "AlarmNameTemplate, 'CIS 4.3 - {control} (prod)', true",
    "AlarmNameTemplate, '{control}\\x', false", // an escape takes two characters of a pattern
    "MetricNameTemplate, '{control}:metric', false", // AWS: [^:*]*
    "LogGroupName, aws-cloudtrail-logs-111122223333-0a1b2c, true",
    "LogGroupName, 'CloudTrail/logs:*', true",
    "LogGroupName, arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs, true",
    "LogGroupName, 'arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs:*', true",
    "LogGroupName, arn:aws:logs:us-east-1:111122223333:log-group:a:log-stream:b, false",
    "LogGroupName, '*', false",
    "TrailName, arn:aws:cloudtrail:us-east-1:111122223333:trail/management-trail, true",
    "TrailName, arn:aws:s3:::trail/management-trail, false",
    "TrailName, '*', false",
    "OnTwin, double, true",
    "OnTwin, adopt, false",
    "TopicArn, arn:aws:sns:us-east-1:111122223333:alarms.fifo, false",
    "TopicName, alarms.fifo, false",
    "Subscriptions, firehose:arn:aws:firehose:us-east-1:1:deliverystream/d, false",
    "TopicArn, arn:aws-us-gov:sns:us-gov-west-1:111122223333:t, true",
    "TopicArn, arn:aws-cn:sns:cn-north-1:111122223333:t, true",
    "TopicArn, alarmkeeper-alarms, false",
    "ReservedConcurrency, 0, false", // would switch it off
    "ReservedConcurrency, 2, true",
    "Reminders, none, true",
    "Reminders, '1h,1d,2w', true",
    "Reminders, '1h, 1d', false",
    "Reminders, 90m, false",
    "Reminders, '', false", // would be the default, not none
    "AllowedAlarmActions, 'arn:aws:sns:us-east-1:111122223333:a,arn:aws:ssm:*', true"
  })
  void valuesAreChecked(String parameter, String value, boolean accepted) {
    assertThat(accepts(template.parameters().required(parameter), value)).isEqualTo(accepted);
  }

  /** What is pasted as an ARN is the same stack as what is named. */
  @ParameterizedTest
  @CsvSource({
    "LogGroupName, CloudTrail/logs:*, CloudTrail/logs",
    "LogGroupName, arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs, CloudTrail/logs",
    "LogGroupName, arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs:*, CloudTrail/logs",
    "TrailName, arn:aws:cloudtrail:us-east-1:111122223333:trail/management-trail, management-trail",
  })
  void anArnMeansWhatItsNameMeans(String parameter, String pasted, String name) {
    assertThat(withoutSettings(Map.of(parameter, pasted)))
        .isEqualTo(withoutSettings(Map.of(parameter, name)))
        .isNotEqualTo(withoutSettings(Map.of()));
  }

  private Map<String, JsonNode> withoutSettings(Map<String, String> parameters) {
    Map<String, JsonNode> resources = new HashMap<>(template.deploy(parameters).resources());
    resources.remove("Function"); // it gets the parameter as it is, and reads it the same way
    return resources;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Mode=observe                                          | -",
        "Subscriptions=                                        | nobody would hear",
        "Subscriptions=;TopicArn=arn:aws:sns:us-east-1:1:t     | -",
        "TopicArn=arn:aws:sns:us-east-1:1:t;TopicName=other    | not by both",
        "TopicKmsKeyId=alias/aws/sns                           | alias/aws/sns"
      })
  void wrongCombinationsAreRefused(String parameters, String refusal) {
    Map<String, String> values = new HashMap<>();
    for (String pair : parameters.strip().split(";", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    List<String> refused = template.deploy(values).refused();

    if (refusal == null) {
      assertThat(refused).isEmpty();
    } else {
      assertThat(refused).singleElement().asString().contains(refusal);
    }
  }

  /** CloudFormation matches a pattern with the whole value. */
  static boolean accepts(JsonNode rules, String value) {
    if (rules.has("AllowedValues")) {
      return rules.get("AllowedValues").valueStream().anyMatch(v -> v.asText().equals(value));
    }
    return value.length() <= rules.path("MaxLength").asInt(Integer.MAX_VALUE)
        && value.matches(rules.get("AllowedPattern").asText());
  }
}
