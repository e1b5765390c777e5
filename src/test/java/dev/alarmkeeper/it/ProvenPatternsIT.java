package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/**
 * CloudWatch Logs is asked once how it reads a pattern: the table remembers it for processes that
 * begin later, and whoever writes to the table can hide nothing by it.
 */
class ProvenPatternsIT {
  private static final String TABLE = "evidence";
  private static final String TEST = "logs:TestMetricFilter";
  private static final String ITEM = "proven";

  private LocalAws aws;
  private Clients attacker;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    attacker = Clients.of(aws, "attacker");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void aProcessThatBeginsAsksNothing(String controls) {
    int asked = controls.equals("all") ? 15 : 1;
    assertThat(keeper("CONTROLS", controls).repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(asked()).isEqualTo(asked);

    for (int process = 0; process < 3; process++) {
      assertThat(keeper("CONTROLS", controls).repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    }

    assertThat(asked()).isEqualTo(asked);
    assertThat(aws.journal().count("dynamodb:TransactWriteItems"))
        .as("the place, whose chains are ours, and the proofs: each once")
        .isEqualTo(3);
  }

  /** One filter at a time, as events wake us: what is proven of the others stays. */
  @Test
  void controlsThatAreLookedAtAloneForgetNothingOfTheOthers() {
    keeper("CONTROLS", "all").repair();
    keeper("CONTROLS", "root_usage").repair();

    keeper("CONTROLS", "all").repair();

    assertThat(asked()).isEqualTo(15);
  }

  @Test
  void anotherPatternIsAskedAboutOnceToo() {
    keeper("CONTROLS", "all").repair();
    assertThat(asked()).isEqualTo(15);
    keeper("CONTROLS", "all", "PROFILE", "security_hub", "PATTERN_MATCH", "exact").repair();
    int both = asked();
    assertThat(both).isGreaterThan(15);

    keeper("CONTROLS", "all", "PATTERN_MATCH", "exact").repair();
    keeper("CONTROLS", "all", "PROFILE", "security_hub", "PATTERN_MATCH", "exact").repair();

    assertThat(asked()).isEqualTo(both);
  }

  @Test
  void aProofOfAnotherRegionIsNone() {
    keeper().repair();
    ObjectNode item = item();

    try (LocalAws other = LocalAws.start(LocalAws.ACCOUNT, "eu-west-1")) {
      other.seedTrailAndLogGroup();
      other.dynamoDb().addTable(TABLE);
      other.dynamoDb().put(TABLE, item);
      Keeper.of(other, "EVIDENCE_TABLE", TABLE).repair();
      assertThat(other.journal().count(TEST)).isEqualTo(1);
    }
  }

  /** A pattern that others spelled is believed for a while: one is asked about in each run. */
  @Test
  void ofPatternsThatAreSpelledOtherwiseOneIsAskedAboutInARun() {
    keeper("CONTROLS", "all").repair();
    respellAll();
    keeper("CONTROLS", "all").repair();
    int before = asked();

    Keeper fresh = keeper("CONTROLS", "all");
    fresh.repair();
    assertThat(asked()).isEqualTo(before + 1);
    IntStream.range(0, 30).forEach(_ -> fresh.repair());
    assertThat(asked()).as("each of them once").isEqualTo(before + 15);
  }

  /** The service reads it otherwise than we do, and somebody has written that it does not. */
  @Test
  void aForgedProofOfAPatternThatWeDidNotWriteHidesItForSomeRunsAtMost() {
    keeper().repair();
    respellAll();
    keeper().repair(); // proves it, and so writes what a forger would
    aws.logs().matcher((_, _) -> false);

    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
  }

  @Test
  void aForgedProofNeverMakesAPatternWholeThatMeansSomethingElse() {
    keeper().repair();
    attacker
        .logs()
        .putMetricFilter(
            it ->
                it.logGroupName(LocalAws.LOG_GROUP)
                    .filterName("root_usage_metric")
                    .filterPattern("{ $.userIdentity.type = \"Root\" && $.never = \"x\" }")
                    .metricTransformations(
                        MetricTransformation.builder()
                            .metricNamespace("LogMetrics")
                            .metricName("root_usage_metric")
                            .metricValue("1")
                            .build()));
    // Whatever is in the item: every fingerprint that there could be says as much as this.
    forge("{\"fingerprints\":[\"" + "0".repeat(64) + "\"]}");

    assertThat(keeper().observe().verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.REPAIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"fingerprints\": \"all\"}",
        "{\"fingerprints\": [1, null]}",
        "{\"fingerprints\": [\"*\"]}",
        "no JSON"
      })
  void anItemThatIsNotAsWeWriteItProvesNothing(String document) {
    keeper().repair();
    int before = asked();
    forge(document);

    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(asked()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb:*", "dynamodb:TransactWriteItems"})
  void aTableThatDoesNotAnswerMeansThatItIsAskedAgain(String operation) {
    keeper().repair();
    aws.dynamoDb().delete(TABLE, ITEM, ITEM);
    aws.faults().on(operation).from(1).fail();

    keeper().repair();
    keeper().repair();

    assertThat(asked()).isEqualTo(3);
  }

  private Keeper keeper(String... settings) {
    List<String> all = new ArrayList<>(List.of("EVIDENCE_TABLE", TABLE));
    all.addAll(List.of(settings));
    return Keeper.of(aws, all.toArray(String[]::new));
  }

  private int asked() {
    return aws.journal().count(TEST);
  }

  /** Spells every deployed pattern otherwise; it means the same. */
  private void respellAll() {
    attacker
        .logs()
        .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .metricFilters()
        .forEach(
            it ->
                attacker
                    .logs()
                    .putMetricFilter(
                        f ->
                            f.logGroupName(LocalAws.LOG_GROUP)
                                .filterName(it.filterName())
                                .filterPattern(it.filterPattern().replaceFirst("\\{", "{  "))
                                .metricTransformations(it.metricTransformations())));
  }

  private void forge(String document) {
    ObjectNode item = item();
    item.putObject("document").put("S", document);
    aws.dynamoDb().put(TABLE, item);
  }

  private ObjectNode item() {
    return aws.documents().values().stream()
        .filter(it -> it.path("kind").path("S").asText().equals(ITEM))
        .findFirst()
        .orElseThrow()
        .deepCopy();
  }
}
