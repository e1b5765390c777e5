package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer.Threw;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The function as it is deployed: real events in, real AWS calls and an answer out. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class PackagedFunctionIT {
  private static final String FILTER = "root_usage_metric";
  private static final JsonMapper JSON = new JsonMapper();

  private static Deployment deployed;
  private static LocalAws aws;

  @BeforeAll
  static void start() {
    deployed = Deployment.start();
    aws = deployed.aws();
  }

  @AfterAll
  static void stop() {
    deployed.close();
  }

  @BeforeEach
  void chainIsWhole() {
    deployed.makeChainWhole();
  }

  @Test
  void deletedFilterIsThereAgainOneInvocationLater() {
    SampleEvent event = SampleEvent.of("delete-metric-filter.json");
    assertThat(new Replay(aws).of(event)).isTrue();
    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, FILTER)).isFalse();

    JsonNode report = deployed.report(event);

    var filters = Clients.of(aws, "auditor").logs().describeMetricFilters().metricFilters();
    assertThat(filters).singleElement().extracting(it -> it.filterName()).isEqualTo(FILTER);
    assertThat(report.path("verdict").asText()).isEqualTo("repaired");
    assertThat(report.path("findings"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("link").asText()).isEqualTo("metric_filter");
              assertThat(it.path("outcome").asText()).isEqualTo("done");
            });
    assertThat(report.path("cause").path("actor").asText()).endsWith("/alice@example.com");
  }

  @Test
  void reportIsAlsoOneOfTheLogsLinesAndEachLineIsJson() {
    int before = deployed.function().log().size();

    JsonNode report = deployed.report(SampleEvent.of("schedule.json"));
    // The line is written before evidence is.
    assertThat(((ObjectNode) report).remove("evidence")).isNotNull();

    List<String> log = deployed.function().log();
    assertThat(log.subList(before, log.size()))
        .map(JSON::readTree)
        .filteredOn(line -> line.has("report"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("report")).isEqualTo(report);
              assertThat(line.path("message").asText()).isEqualTo("run finished");
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("request_id").asText()).isNotEmpty();
            });
  }

  @Test
  void everyLineOfAColdStartIsJson() {
    try (Deployment cold = Deployment.start()) {
      cold.report(SampleEvent.of("schedule.json"));

      assertThat(cold.function().log())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
    }
  }

  @Test
  void observeRequestOnABrokenChainWritesNothing() {
    new Replay(aws).of(SampleEvent.of("delete-topic.json"));
    aws.journal().clear();

    JsonNode report = deployed.report(SampleEvent.of("direct-observe.json"));

    assertThat(report.path("verdict").asText()).isEqualTo("drifted");
    assertThat(aws.journal().writes()).isEmpty();
  }

  @Test
  void throttledRepairMakesAnEventThrowAndARequestReport() {
    new Replay(aws).of(SampleEvent.of("delete-metric-filter.json"));
    aws.faults().on("logs:PutMetricFilter").throttle();

    Answer event = deployed.send(SampleEvent.of("delete-metric-filter.json"));
    JsonNode request = deployed.report(SampleEvent.of("direct-repair.json"));

    assertThat(event)
        .isInstanceOfSatisfying(
            Threw.class,
            it -> assertThat(it.type()).isEqualTo("dev.alarmkeeper.lambda.IncompleteRunException"));
    assertThat(request.path("verdict").asText()).isEqualTo("drifted");
    assertThat(request.path("findings").path(0).path("outcome").asText()).isEqualTo("failed");
  }
}
