package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.documented;
import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;

/** Trails, as CloudTrail says it. */
final class Trails {
  private final CloudTrailClient cloudTrail;

  Trails(CloudTrailClient cloudTrail) {
    this.cloudTrail = cloudTrail;
  }

  /** Every trail that records this Region: own ones, those of other Regions and organizations. */
  Observed<List<Trail>> all() {
    return Read.of("cloudtrail:DescribeTrails", "*", () -> describe(List.of()));
  }

  Observed<Trail> find(Arn arn) {
    String name = arn.toString();
    return Observed.in(
        Read.of("cloudtrail:DescribeTrails", name, () -> describe(List.of(name))),
        trail -> trail.arn().equals(arn));
  }

  private Observed<List<Trail>> describe(List<String> names) {
    // Without shadow trails, those of an organization and of other Regions would seem missing.
    var answer = cloudTrail.describeTrails(it -> it.trailNameList(names).includeShadowTrails(true));
    return new Present<>(
        listed(answer.hasTrailList(), answer.trailList(), "trailList").stream()
            .map(Trails::trail)
            .toList());
  }

  /** The status, asked for by ARN: a name would not find a trail of another Region or account. */
  Observed<TrailStatus> status(Trail trail, Instant at) {
    String arn = trail.arn().toString();
    return Read.of(
        "cloudtrail:GetTrailStatus",
        arn,
        () -> {
          var status = cloudTrail.getTrailStatus(it -> it.name(arn));
          return new Present<>(
              new TrailStatus(
                  trail,
                  require(status.isLogging(), "IsLogging"),
                  Optional.ofNullable(status.latestCloudWatchLogsDeliveryError())
                      .filter(Predicate.not(String::isBlank)),
                  Optional.ofNullable(status.latestCloudWatchLogsDeliveryTime())
                      .map(delivered -> Duration.between(delivered, at)),
                  Optional.ofNullable(status.startLoggingTime())
                      .map(started -> Duration.between(started, at))));
        });
  }

  void startLogging(Trail trail) {
    cloudTrail.startLogging(it -> it.name(trail.arn().toString()));
  }

  private static Trail trail(software.amazon.awssdk.services.cloudtrail.model.Trail trail) {
    boolean multiRegion = Boolean.TRUE.equals(trail.isMultiRegionTrail());
    return new Trail(
        documented(() -> Arn.parse(require(trail.trailARN(), "TrailARN"))),
        Boolean.TRUE.equals(trail.isOrganizationTrail()),
        multiRegion,
        // CloudTrail refuses a multi-Region trail without them: "Multi-Region trail must include
        // global service events".
        Optional.ofNullable(trail.includeGlobalServiceEvents()).orElse(multiRegion),
        Optional.ofNullable(trail.cloudWatchLogsLogGroupArn())
            .filter(Predicate.not(String::isBlank))
            .map(Trails::logGroup),
        !Optional.ofNullable(trail.cloudWatchLogsRoleArn()).orElse("").isBlank());
  }

  /** CloudTrail writes a log group's ARN with {@code :*} at its end, CloudWatch Logs both ways. */
  private static Arn logGroup(String text) {
    return documented(
        () -> {
          Arn group = Arn.parse(text);
          return new Arn(
              group.partition(),
              group.service(),
              group.region(),
              group.account(),
              LogGroup.PREFIX + LogGroup.nameOf(group));
        });
  }
}
