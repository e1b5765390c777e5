package dev.alarmkeeper.localaws;

import static dev.alarmkeeper.localaws.Gap.refused;
import static dev.alarmkeeper.localaws.Gap.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailArnInvalidException;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.InvalidCloudWatchLogsLogGroupArnException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidCloudWatchLogsRoleArnException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidEventSelectorsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidHomeRegionException;
import software.amazon.awssdk.services.cloudtrail.model.TrailAlreadyExistsException;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/**
 * Where moto is laxer than CloudTrail. <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/">API reference</a>.
 */
final class CloudTrailGaps {
  private static final String ROLE = "arn:aws:iam::111122223333:role/delivery";

  static final List<Gap> ROWS =
      List.of(
          new Gap(
              "CreateTrail of an existing trail: TrailAlreadyExistsException",
              CloudTrailGaps::trail,
              c -> refused(TrailAlreadyExistsException.class, () -> trail(c))),
          row(
              "A log group that does not exist: InvalidCloudWatchLogsLogGroupArnException",
              c ->
                  refused(
                      InvalidCloudWatchLogsLogGroupArnException.class,
                      () ->
                          create(
                              c,
                              r ->
                                  r.cloudWatchLogsLogGroupArn(logGroup(c).replace("group:*", "x:*"))
                                      .cloudWatchLogsRoleArn(ROLE)))),
          row(
              "A log group without a role: InvalidCloudWatchLogsRoleArnException",
              c ->
                  refused(
                      InvalidCloudWatchLogsRoleArnException.class,
                      () -> create(c, r -> r.cloudWatchLogsLogGroupArn(logGroup(c))))),
          new Gap(
              "DescribeTrails answers the named trails only",
              CloudTrailGaps::trail,
              c ->
                  assertThat(
                          c.cloudTrail().describeTrails(r -> r.trailNameList("other")).trailList())
                      .isEmpty()),
          new Gap(
              "A trail without selectors of its own records all management events",
              CloudTrailGaps::trail,
              c ->
                  assertThat(
                          c.cloudTrail()
                              .getEventSelectors(r -> r.trailName("trail"))
                              .eventSelectors())
                      .singleElement()
                      .satisfies(
                          selector -> {
                            assertThat(selector.includeManagementEvents()).isTrue();
                            assertThat(selector.readWriteTypeAsString()).isEqualTo("All");
                          })),
          row(
              "GetTrailStatus tells when CloudWatch Logs was last delivered to",
              c -> {
                create(
                    c, r -> r.cloudWatchLogsLogGroupArn(logGroup(c)).cloudWatchLogsRoleArn(ROLE));
                assertThat(
                        c.cloudTrail()
                            .getTrailStatus(r -> r.name("trail"))
                            .latestCloudWatchLogsDeliveryTime())
                    .isNotNull();
              }),
          new Gap(
              "A shadow's status is asked for by ARN, not by name: TrailNotFoundException",
              CloudTrailGaps::trail,
              c ->
                  refused(
                      TrailNotFoundException.class,
                      () -> c.in("eu-west-1").cloudTrail().getTrailStatus(r -> r.name("trail")))),
          new Gap(
              "HasCustomEventSelectors tells that selectors were put",
              c -> {
                trail(c);
                EventSelector selector =
                    EventSelector.builder()
                        .readWriteType("WriteOnly")
                        .includeManagementEvents(true)
                        .build();
                c.cloudTrail()
                    .putEventSelectors(r -> r.trailName("trail").eventSelectors(selector));
              },
              c ->
                  assertThat(
                          c.cloudTrail()
                              .describeTrails()
                              .trailList()
                              .getFirst()
                              .hasCustomEventSelectors())
                      .isTrue()),
          new Gap(
              "A trail is stopped in its home region only: InvalidHomeRegionException",
              CloudTrailGaps::trail,
              c ->
                  refused(
                      InvalidHomeRegionException.class,
                      () -> c.in("eu-west-1").cloudTrail().stopLogging(r -> r.name(arn(c))))),
          new Gap(
              "Either basic or advanced selectors: InvalidEventSelectorsException",
              CloudTrailGaps::trail,
              c ->
                  refused(
                      InvalidEventSelectorsException.class,
                      () -> c.cloudTrail().putEventSelectors(r -> r.trailName("trail")))),
          row(
              "A malformed ARN: CloudTrailARNInvalidException",
              c ->
                  refused(
                      CloudTrailArnInvalidException.class,
                      () -> c.cloudTrail().getTrailStatus(r -> r.name("arn:aws:nothing")))),
          row(
              "LookupEvents answers the history, empty at first",
              c -> assertThat(c.cloudTrail().lookupEvents().events()).isEmpty()));

  private CloudTrailGaps() {}

  private static void trail(Clients clients) {
    create(clients, r -> {});
  }

  private static void create(Clients clients, Consumer<CreateTrailRequest.Builder> more) {
    clients
        .cloudTrail()
        .createTrail(
            r ->
                r.name("trail")
                    .s3BucketName("bucket")
                    .isMultiRegionTrail(true)
                    .applyMutation(more));
  }

  private static String arn(Clients clients) {
    return clients.cloudTrail().describeTrails().trailList().getFirst().trailARN();
  }

  private static String logGroup(Clients clients) {
    clients.logs().createLogGroup(r -> r.logGroupName("group"));
    return clients.logs().describeLogGroups().logGroups().getFirst().arn();
  }
}
