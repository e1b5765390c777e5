package dev.alarmkeeper.aws;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The clients of the services that hold the chain. */
public record AwsClients(
    CloudTrailClient cloudTrail,
    CloudWatchLogsClient logs,
    CloudWatchClient cloudWatch,
    SnsClient sns,
    TopicKeys topicKeys) {}
