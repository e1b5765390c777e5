package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;

/** Log groups, as CloudWatch Logs says it. */
final class LogGroups {
  private final CloudWatchLogsClient logs;

  LogGroups(CloudWatchLogsClient logs) {
    this.logs = logs;
  }

  /** A log group as AWS describes it. */
  record Described(software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group) {
    LogGroup logGroup() {
      return LogGroups.logGroup(group);
    }
  }

  /** What is masked in its events; absent where it says that nothing is. */
  Observed<Masking> masking(Described described) {
    return new DataProtection(logs).of(described.group());
  }

  Observed<Described> find(String name) {
    return Read.of(
        "logs:DescribeLogGroups",
        name,
        () ->
            // The API finds by prefix, so "trail" would also find "trail-old".
            logs.describeLogGroupsPaginator(it -> it.logGroupNamePrefix(name)).stream()
                .flatMap(
                    page -> listed(page.hasLogGroups(), page.logGroups(), "logGroups").stream())
                .filter(group -> name.equals(group.logGroupName()))
                .findFirst()
                .<Observed<Described>>map(group -> new Present<>(new Described(group)))
                .orElseGet(Absent::new));
  }

  void create(LogGroup group) {
    try {
      logs.createLogGroup(
          it ->
              it.logGroupName(group.name())
                  .logGroupClass(group.storage())
                  .kmsKeyId(group.kmsKey().orElse(null))
                  // Left out unless asked for, so that whoever did not ask needs no permission.
                  .deletionProtectionEnabled(group.deletionProtected() ? true : null));
    } catch (ResourceAlreadyExistsException _) {
      // A second run, or a retry after a lost answer, made it: that is what was wanted.
    }
    if (group.retentionDays().isPresent()) {
      putRetention(group);
    }
  }

  void putRetention(LogGroup group) {
    logs.putRetentionPolicy(
        it -> it.logGroupName(group.name()).retentionInDays(group.retentionDays().orElseThrow()));
  }

  void associateKey(LogGroup group) {
    logs.associateKmsKey(
        it -> it.logGroupName(group.name()).kmsKeyId(group.kmsKey().orElseThrow()));
  }

  void protect(LogGroup group) {
    logs.putLogGroupDeletionProtection(
        it -> it.logGroupIdentifier(group.name()).deletionProtectionEnabled(true));
  }

  private static LogGroup logGroup(
      software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group) {
    return new LogGroup(
        require(group.logGroupName(), "logGroupName"),
        Optional.ofNullable(group.retentionInDays()),
        Optional.ofNullable(group.kmsKeyId()),
        // Older Regions leave the class out where it is the standard one.
        Optional.ofNullable(group.logGroupClassAsString())
            .orElse(LogGroupClass.STANDARD.toString()),
        Boolean.TRUE.equals(group.deletionProtectionEnabled()),
        Optional.ofNullable(group.creationTime()).map(Instant::ofEpochMilli),
        Optional.ofNullable(group.retentionPolicyName()).filter(Predicate.not(String::isBlank)));
  }
}
