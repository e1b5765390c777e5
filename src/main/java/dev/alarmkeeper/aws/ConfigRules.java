package dev.alarmkeeper.aws;

import static java.util.stream.Collectors.joining;

import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;

/** Answers AWS Config. Source: AWS Config API. */
public final class ConfigRules implements ComplianceSink {
  private final Supplier<ConfigClient> config;

  /** A sink for the rules of the client's Region; the client is made when a rule first asks. */
  public ConfigRules(Supplier<ConfigClient> config) {
    this.config = config;
  }

  @Override
  public Outcome put(String token, Instant asOf, List<Entry> entries) {
    return call(
        "PutEvaluations",
        "for " + UntrustedText.of(told(entries)),
        it ->
            it.putEvaluations(
                put ->
                    put.resultToken(token)
                        .evaluations(
                            entries.stream().map(entry -> evaluation(entry, asOf)).toList())));
  }

  @Override
  public Outcome reevaluate(String rule) {
    return call(
        "StartConfigRulesEvaluation",
        rule,
        it -> it.startConfigRulesEvaluation(start -> start.configRuleNames(rule)));
  }

  private Outcome call(String operation, String resource, Consumer<ConfigClient> call) {
    try {
      call.accept(config.get());
      return new Outcome.Done();
    } catch (SdkException failed) {
      Failure failure = Failure.of("config:" + operation, resource, failed);
      return failed instanceof InvalidResultTokenException
          ? new Outcome.Failed(
              failure.message()
                  + "; the question was asked too long ago, or not by AWS Config: nothing to do,"
                  + " AWS Config asks again at the rule's next period",
              false)
          : failure.outcome();
    }
  }

  private static String told(List<Entry> entries) {
    return entries.stream().map(entry -> entry.type() + " " + entry.id()).collect(joining(", "));
  }

  private static Evaluation evaluation(Entry entry, Instant asOf) {
    return Evaluation.builder()
        .complianceResourceType(entry.type())
        .complianceResourceId(entry.id())
        .complianceType(entry.verdict().compliance().name())
        .annotation(entry.verdict().annotation())
        .orderingTimestamp(asOf)
        .build();
  }
}
