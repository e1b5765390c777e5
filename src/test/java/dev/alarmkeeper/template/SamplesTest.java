package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.events.SampleEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code events/} have the shapes that AWS documents. */
class SamplesTest {
  @Test
  void theReadmeNamesEveryFile() throws IOException {
    String readme = Files.readString(Path.of("events", "README.md"));

    assertThat(
            Pattern.compile("^\\| `(.+)\\.json` \\|", Pattern.MULTILINE).matcher(readme).results())
        .extracting(found -> found.group(1))
        .containsExactlyInAnyOrderElementsOf(samples().toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEventHasTheEnvelopeOfEventBridge(String file) {
    JsonNode event = Waking.sample(file);
    if (!event.has("detail-type")) {
      return; // a direct invocation
    }
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail");
    assertThat(event.path("account").asText()).isEqualTo(Stack.ACCOUNT);
    assertThat(event.path("region").asText()).isEqualTo(Stack.REGION);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anApiCallHasTheRecordOfCloudTrail(String file) {
    JsonNode event = Waking.sample(file);
    if (!event.path("detail-type").asText().equals("AWS API Call via CloudTrail")) {
      return;
    }
    JsonNode detail = event.path("detail");
    for (String field :
        List.of(
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "sourceIPAddress",
            "userAgent",
            "requestParameters",
            "responseElements",
            "requestID",
            "eventID",
            "readOnly",
            "eventType",
            "managementEvent",
            "recipientAccountId",
            "eventCategory")) {
      assertThat(detail.has(field)).as(field).isTrue();
    }
    assertThat(detail.path("eventSource").asText())
        .isEqualTo(event.path("source").asText().replace("aws.", "") + ".amazonaws.com");
    assertThat(detail.has("errorCode")).isEqualTo(file.startsWith("denied-"));
  }

  @ParameterizedTest
  @CsvSource({
    "config-rule-change, ConfigurationItemChangeNotification, configurationItem",
    "config-rule-oversized, OversizedConfigurationItemChangeNotification, configurationItemSummary",
    "config-rule-scheduled, ScheduledNotification, awsAccountId"
  })
  void aConfigRuleIsInvokedWithJsonInStrings(String file, String messageType, String carries) {
    JsonNode event = Waking.sample(file);
    JsonNode invoking = Waking.json(event.path("invokingEvent").textValue());

    assertThat(invoking.path("messageType").asText()).isEqualTo(messageType);
    assertThat(invoking.has(carries)).isTrue();
    assertThat(Waking.json(event.path("ruleParameters").textValue()).isObject()).isTrue();
  }

  @Test
  void theSchedulersDetailIsAString() {
    assertThat(Waking.sample("scheduler").path("detail").textValue()).isEqualTo("{}");
    assertThat(Waking.sample("schedule").path("detail").isObject()).isTrue();
  }

  static Stream<String> samples() {
    return SampleEvent.all().stream().map(it -> it.name().replace(".json", ""));
  }
}
