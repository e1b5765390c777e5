package dev.alarmkeeper.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The clients of the services that hold the chain.
 *
 * @param kms gives the one client of KMS, which is made when a topic first has a key
 */
public record AwsClients(
    CloudTrailClient cloudTrail,
    CloudWatchLogsClient logs,
    CloudWatchClient cloudWatch,
    SnsClient sns,
    Supplier<KmsClient> kms) {}
