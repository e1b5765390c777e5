package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;

/**
 * Prowler and Cloud Custodian judge what alarmkeeper made in moto. The filters, the topic and the
 * subscription are made there; the alarms are made in the local AWS and copied, for moto's
 * CloudWatch does not speak CBOR. Each tool first finds fault with the account as it was, so that
 * its praise means something.
 */
@EnabledIfEnvironmentVariable(named = AuditorsIT.MOTO, matches = "http.+")
class AuditorsIT {
  static final String MOTO = "MOTO_ENDPOINT";
  static final String PROWLER = "PROWLER";
  static final String CUSTODIAN = "CUSTODIAN";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Only a hang takes as long. */
  private static final int MINUTES = 15;

  /** The checks of CIS, section 5: a metric filter and an alarm each. */
  private static final List<String> CHECKS =
      List.of(
          "cloudwatch_changes_to_network_acls_alarm_configured",
          "cloudwatch_changes_to_network_gateways_alarm_configured",
          "cloudwatch_changes_to_network_route_tables_alarm_configured",
          "cloudwatch_changes_to_vpcs_alarm_configured",
          "cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled",
          "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled",
          "cloudwatch_log_metric_filter_authentication_failures",
          "cloudwatch_log_metric_filter_aws_organizations_changes",
          "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk",
          "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes",
          "cloudwatch_log_metric_filter_policy_changes",
          "cloudwatch_log_metric_filter_root_usage",
          "cloudwatch_log_metric_filter_security_group_changes",
          "cloudwatch_log_metric_filter_sign_in_without_mfa",
          "cloudwatch_log_metric_filter_unauthorized_api_calls");

  private static final String POLICY =
      """
      policies:
        - name: root-alarm
          resource: account
          filters:
            - type: check-cloudtrail
              multi-region: true
              global-events: true
              running: true
              include-management-events: true
              log-metric-filter-pattern:
                type: value
                op: regex
                # A dot is a brace: Custodian takes those for its own variables.
                value: '^. \\$\\.userIdentity\\.type ?= ?"Root" && \\$\\.userIdentity\\.invokedBy NOT EXISTS && \\$\\.eventType ?!= ?"AwsServiceEvent" .$'
      """;

  /** Alarm members that only DescribeAlarms has. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "AlarmArn",
          "AlarmConfigurationUpdatedTimestamp",
          "StateValue",
          "StateReason",
          "StateReasonData",
          "StateUpdatedTimestamp",
          "StateTransitionedTimestamp");

  @TempDir private Path folder = Path.of("");
  private final URI endpoint = URI.create(Objects.requireNonNull(System.getenv(MOTO)));
  private final Emulator emulator = Emulator.at(endpoint, false);

  @BeforeEach
  void makeAnAccountWithATrail() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset")).POST(BodyPublishers.noBody()));
    send(
        HttpRequest.newBuilder(endpoint.resolve("/bucket"))
            .header("Authorization", "AWS tester:unchecked")
            .PUT(BodyPublishers.noBody()));
    emulator.addGroupAndQueue();
    var trails = emulator.there().cloudTrail();
    trails.createTrail(
        it ->
            it.name(LocalAws.TRAIL)
                .s3BucketName("bucket")
                .isMultiRegionTrail(true)
                .includeGlobalServiceEvents(true)
                .cloudWatchLogsLogGroupArn(
                    emulator.here().arn("logs", "log-group:" + LocalAws.LOG_GROUP + ":*"))
                .cloudWatchLogsRoleArn("arn:aws:iam::" + LocalAws.ACCOUNT + ":role/trail"));
    // Moto gives a new trail none, AWS gives it this one.
    trails.putEventSelectors(
        it ->
            it.trailName(LocalAws.TRAIL)
                .eventSelectors(
                    EventSelector.builder()
                        .includeManagementEvents(true)
                        .readWriteType("All")
                        .build()));
    trails.startLogging(it -> it.name(LocalAws.TRAIL));
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = PROWLER, matches = ".+")
  void prowlerMissesAllThatIsMissing() throws IOException, InterruptedException {
    assertThat(prowler()).hasSize(CHECKS.size()).doesNotContainValue("PASS");
  }

  /** docs/controls.md says where the published patterns differ from what Prowler looks for. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prowler,''",
    "cis,cloudwatch_changes_to_network_route_tables_alarm_configured"
        + " cloudwatch_log_metric_filter_aws_organizations_changes",
    "security_hub,cloudwatch_log_metric_filter_aws_organizations_changes"
  })
  @EnabledIfEnvironmentVariable(named = PROWLER, matches = ".+")
  void prowlerIsContentButWhereItDiffersFromTheBenchmark(String profile, String differing)
      throws IOException, InterruptedException {
    repair("CONTROLS", "all", "PROFILE", profile);

    Map<String, String> judged = prowler();

    assertThat(judged.keySet()).containsExactlyInAnyOrderElementsOf(CHECKS);
    Set<String> failed = new TreeSet<>(judged.keySet());
    failed.removeIf(it -> Objects.equals(judged.get(it), "PASS"));
    assertThat(failed)
        .as(judged.toString())
        .containsExactlyElementsOf(differing.isEmpty() ? List.of() : List.of(differing.split(" ")));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = CUSTODIAN, matches = ".+")
  void custodianFindsTheRootAlarmOnceItIsThere() throws IOException, InterruptedException {
    assertThat(custodian()).as("accounts at fault").isEqualTo(1);

    repair();

    assertThat(custodian()).as("accounts at fault").isEqualTo(1);
    // Moto never counts who confirmed. The name is misspelt there.
    emulator
        .there()
        .sns()
        .setTopicAttributes(
            it ->
                it.topicArn(emulator.here().arn("sns", Emulator.TOPIC))
                    .attributeName("SubscriptionsConfimed")
                    .attributeValue("1"));
    assertThat(custodian()).as("accounts at fault").isZero();
  }

  private void repair(String... settings) throws IOException, InterruptedException {
    var report = Keeper.of(emulator, settings).repair();
    assertThat(report.verdict()).as(report.after().toString()).isEqualTo(Verdict.REPAIRED);
    for (Map.Entry<String, ObjectNode> document : emulator.here().documents().entrySet()) {
      if (document.getValue().has("AlarmArn")) {
        copy(document.getValue().deepCopy().without(READ_ONLY));
      }
    }
  }

  private void copy(ObjectNode alarm) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "GraniteServiceVersion20100801.PutMetricAlarm")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=tester/20261125/us-east-1/monitoring/aws4_request,"
                    + " SignedHeaders=host, Signature=unchecked")
            .POST(BodyPublishers.ofString(alarm.toString())));
  }

  /** What Prowler says of each check. */
  private Map<String, String> prowler() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Objects.requireNonNull(System.getenv(PROWLER)), "aws", "--checks"));
    command.addAll(CHECKS);
    command.addAll(
        List.of("--region", LocalAws.REGION, "--no-banner", "--no-color", "--ignore-exit-code-3"));
    command.addAll(List.of("--output-formats", "json-ocsf", "--output-filename", "judged"));
    command.addAll(List.of("--output-directory", folder.toString()));
    run(command);
    Map<String, String> judged = new TreeMap<>();
    for (JsonNode finding : JSON.readTree(folder.resolve("judged.ocsf.json").toFile())) {
      String check = finding.at("/metadata/event_code").asText();
      assertThat(judged.put(check, finding.path("status_code").asText())).as(check).isNull();
    }
    return judged;
  }

  /** How many accounts Custodian finds without a trail and an alarm as the policy wants them. */
  private int custodian() throws IOException, InterruptedException {
    Path policy = Files.writeString(folder.resolve("policy.yml"), POLICY);
    run(
        List.of(
            Objects.requireNonNull(System.getenv(CUSTODIAN)),
            "run",
            "--region",
            LocalAws.REGION,
            "--cache-period",
            "0",
            "-s",
            folder.toString(),
            policy.toString()));
    return JSON.readTree(folder.resolve("root-alarm/resources.json").toFile()).size();
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("AWS_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_DEFAULT_REGION",
                LocalAws.REGION,
                "AWS_ACCESS_KEY_ID",
                "tester",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "HOME",
                folder.toString()));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
