package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Mark;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Instant;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** Whether what happens in the account is written to the log group. */
final class TrailAudit {
  private final LocalAws aws;
  private final CloudTrailClient trails;
  private final CloudWatchLogsClient logs;

  TrailAudit(LocalAws aws, Clients clients) {
    this.aws = aws;
    trails = clients.cloudTrail();
    logs = clients.logs();
  }

  Mark trail() {
    return Mark.wholeIf(status().isLogging() && recordsEverything() && delivers());
  }

  Mark logGroup() {
    Instant delivered = status().latestCloudWatchLogsDeliveryTime();
    return logs.describeLogGroups().logGroups().stream()
        .filter(group -> group.logGroupName().equals(LocalAws.LOG_GROUP))
        .map(LogGroup::creationTime)
        .map(Instant::ofEpochMilli)
        .map(created -> delivered.isBefore(created) ? Mark.WAITING : Mark.WHOLE)
        .findFirst()
        .orElse(Mark.BROKEN);
  }

  private GetTrailStatusResponse status() {
    return trails.getTrailStatus(r -> r.name(LocalAws.TRAIL));
  }

  private boolean recordsEverything() {
    return trails.getEventSelectors(r -> r.trailName(LocalAws.TRAIL)).eventSelectors().stream()
        .anyMatch(it -> it.includeManagementEvents() && it.readWriteType() == ReadWriteType.ALL);
  }

  private boolean delivers() {
    return trails.describeTrails().trailList().stream()
        .map(trail -> trail.cloudWatchLogsLogGroupArn())
        .anyMatch(aws.arn("logs", "log-group:" + LocalAws.LOG_GROUP + ":*")::equals);
  }
}
