package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the local AWS is for its tests: seeds, principals, journal. */
class LocalAwsIT {
  private LocalAws aws;
  private Clients clients;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    clients = Clients.of(aws, "tester");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void seededTrailIsLoggingAndDelivers() {
    aws.seedTrailAndLogGroup();

    var trail = clients.cloudTrail().describeTrails().trailList().getFirst();
    var status = clients.cloudTrail().getTrailStatus(r -> r.name(trail.name()));

    assertThat(trail.isMultiRegionTrail()).isTrue();
    assertThat(trail.cloudWatchLogsLogGroupArn())
        .isEqualTo(aws.arn("logs", "log-group:" + LocalAws.LOG_GROUP + ":*"));
    assertThat(status.isLogging()).isTrue();
    assertThat(status.latestCloudWatchLogsDeliveryTime()).isNotNull();
    assertThat(status.latestCloudWatchLogsDeliveryError()).isNull();
    assertThat(clients.logs().describeLogGroups().logGroups())
        .singleElement()
        .extracting(group -> group.logGroupName())
        .isEqualTo(LocalAws.LOG_GROUP);
  }

  @Test
  void accessKeyNamesPrincipalAndAccount() {
    var owner = Clients.of(aws, "owner@444455556666").sts().getCallerIdentity();
    var self = clients.sts().getCallerIdentity();

    assertThat(owner.account()).isEqualTo("444455556666");
    assertThat(self.account()).isEqualTo(LocalAws.ACCOUNT);
    assertThat(self.arn()).contains("/tester/");
    assertThat(aws.journal().of("owner").count("sts:GetCallerIdentity")).isEqualTo(1);
    assertThat(aws.journal().count("sts:*")).isEqualTo(2);
  }
}
