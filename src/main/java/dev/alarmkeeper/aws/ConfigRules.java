package dev.alarmkeeper.aws;

import static java.util.stream.Collectors.joining;

import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.text.UntrustedText;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/** Answers AWS Config. Source: AWS Config API. */
public final class ConfigRules implements ComplianceSink {
  private static final String STALE_TOKEN = "InvalidResultTokenException";

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
        "for " + UntrustedText.of(told(entries)),
        Map.of(
            "ResultToken",
            token,
            "Evaluations",
            entries.stream().map(entry -> evaluation(entry, asOf)).toList()));
  }

  @Override
  public Outcome reevaluate(String rule) {
    return call("StartConfigRulesEvaluation", rule, Map.of("ConfigRuleNames", List.of(rule)));
  }

  private Outcome call(String operation, String resource, Map<String, ?> input) {
    try {
      config.call(operation, input);
      return new Outcome.Done();
    } catch (SdkException failed) {
      Failure failure = Failure.of("config:" + operation, resource, failed);
      return isStaleToken(failed)
          ? new Outcome.Failed(
              failure.message()
                  + "; the question was asked too long ago, or not by AWS Config: nothing to do,"
                  + " AWS Config asks again at the rule's next period",
              false)
          : failure.outcome();
    } catch (MalformedAnswerException malformed) {
      return new Outcome.Failed("config:" + operation + ": " + malformed.getMessage(), true);
    }
  }

  private static String told(List<Entry> entries) {
    return entries.stream().map(entry -> entry.type() + " " + entry.id()).collect(joining(", "));
  }

  private static boolean isStaleToken(SdkException failed) {
    return failed instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && STALE_TOKEN.equals(service.awsErrorDetails().errorCode());
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
