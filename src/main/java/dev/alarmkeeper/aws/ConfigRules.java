package dev.alarmkeeper.aws;

import dev.alarmkeeper.evidence.ComplianceSink;
import dev.alarmkeeper.reconcile.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.Evaluation;

/** Answers AWS Config. */
public final class ConfigRules implements ComplianceSink {
  private final Supplier<ConfigClient> config;

  /** A sink whose client is made on first use: most runs answer nobody. */
  public ConfigRules(Supplier<ConfigClient> config) {
    this.config = config;
  }

  @Override
  public Outcome put(String token, Instant asOf, List<Entry> entries) {
    try {
      config
          .get()
          .putEvaluations(
              it ->
                  it.resultToken(token)
                      .evaluations(
                          entries.stream().map(entry -> evaluation(entry, asOf)).toList()));
      return new Outcome.Done();
    } catch (SdkException failed) {
      return Failure.of("config:PutEvaluations", "", failed).outcome();
    }
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
