package dev.alarmkeeper.aws;

import dev.alarmkeeper.evidence.ComplianceSink;
import dev.alarmkeeper.reconcile.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/** Answers AWS Config. Source: AWS Config API. */
public final class ConfigRules implements ComplianceSink {
  private final JsonService config;

  /** A sink for the rules of a Region. */
  public ConfigRules(
      SdkHttpClient http, AwsCredentialsProvider credentials, String region, URI endpoint) {
    config = new JsonService(http, credentials, region, endpoint, JsonApi.CONFIG);
  }

  @Override
  public Outcome put(String token, Instant asOf, List<Entry> entries) {
    return call(
        "PutEvaluations",
        Map.of(
            "ResultToken",
            token,
            "Evaluations",
            entries.stream().map(entry -> evaluation(entry, asOf)).toList()));
  }

  @Override
  public Outcome reevaluate(String rule) {
    return call("StartConfigRulesEvaluation", Map.of("ConfigRuleNames", List.of(rule)));
  }

  private Outcome call(String operation, Map<String, ?> input) {
    try {
      config.call(operation, input);
      return new Outcome.Done();
    } catch (SdkException failed) {
      return Failure.of("config:" + operation, "", failed).outcome();
    } catch (MalformedAnswerException malformed) {
      return new Outcome.Failed("config:" + operation + ": " + malformed.getMessage(), true);
    }
  }

  private static Map<String, Object> evaluation(Entry entry, Instant asOf) {
    return Map.of(
        "ComplianceResourceType", entry.type(),
        "ComplianceResourceId", entry.id(),
        "ComplianceType", entry.verdict().compliance().name(),
        "Annotation", entry.verdict().annotation(),
        // The protocol writes times as seconds.
        "OrderingTimestamp", asOf.getEpochSecond());
  }
}
