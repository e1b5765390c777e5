package dev.alarmkeeper.aws;

import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.notify.Sent;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** Sends messages to an SNS topic. Source: Amazon SNS API, Publish. */
public final class SnsOperationsTopic implements OperationsTopic {
  private final SnsClient sns;
  private final String topicArn;

  /** Sends to this topic through this client. */
  public SnsOperationsTopic(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public Sent send(Notice notice) {
    try {
      sns.publish(it -> it.topicArn(topicArn).subject(notice.subject()).message(notice.body()));
      return new Sent.Done();
    } catch (SdkException failed) {
      return Failure.of("sns:Publish", topicArn, failed).sent();
    }
  }
}
