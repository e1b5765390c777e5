package dev.alarmkeeper.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients of the services that hold the chain.
 *
 * @param kms gives the one client of KMS, which is made when a topic or a queue first has a key
 * @param sqs gives the one client of SQS, which is made when a queue is first looked at
 * @param lambda gives the one client of Lambda, which is made when a function is first looked at
 */
public record AwsClients(
    CloudTrailClient cloudTrail,
    CloudWatchLogsClient logs,
    CloudWatchClient cloudWatch,
    SnsClient sns,
    Supplier<KmsClient> kms,
    Supplier<SqsClient> sqs,
    Supplier<LambdaClient> lambda) {}
