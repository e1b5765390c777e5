package dev.alarmkeeper.localaws;

import java.util.Map;

/** One AWS service. A new one is one file that implements this, and a line in {@link LocalAws}. */
interface Service {
  /** As IAM actions spell it: {@code cloudwatch} in {@code cloudwatch:PutMetricAlarm}. */
  String prefix();

  /** As the credential scope of a signed request spells it: {@code monitoring} for CloudWatch. */
  default String signingName() {
    return prefix();
  }

  Codes codes();

  Map<String, Operation> operations();
}
