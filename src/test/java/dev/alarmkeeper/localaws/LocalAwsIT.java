package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;

/** What the local AWS offers to tests: seeds, principals, hooks and the journal. */
class LocalAwsIT {
  private static final String GROUP = "group";

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

  @Test
  void adversaryActsBetweenTwoCalls() {
    aws.before(
        "logs:PutRetentionPolicy",
        () -> Clients.of(aws, "attacker").logs().deleteLogGroup(r -> r.logGroupName(GROUP)));
    create(GROUP);

    assertThatThrownBy(
            () -> clients.logs().putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(7)))
        .hasMessageContaining("does not exist");

    assertThat(aws.journal().of("attacker").count("logs:DeleteLogGroup")).isEqualTo(1);
  }

  @Test
  void adversaryActsAfterAWriteAndBeforeItsAnswer() {
    aws.after(
        "logs:CreateLogGroup",
        () -> Clients.of(aws, "attacker").logs().deleteLogGroup(r -> r.logGroupName(GROUP)));

    create(GROUP);

    assertThat(groups()).isEmpty();
  }

  @Test
  void depthIsTheNumberOfRoundTripsThatWaitedForEachOther() {
    aws.latency(Duration.ofMillis(100));

    inParallel(List.of(this::groups, this::groups, this::groups, this::groups));
    groups();
    inParallel(List.of(this::groups, this::groups));

    assertThat(aws.journal().entries()).hasSize(7);
    assertThat(aws.journal().depth()).isEqualTo(3);
  }

  @Test
  void resetForgetsEverything() {
    create("one");
    aws.faults().on("*").fail();

    aws.reset();

    assertThat(aws.journal().entries()).isEmpty();
    assertThat(groups()).isEmpty();
  }

  @Test
  void aCallThatOutlivesAResetChangesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch reset = new CountDownLatch(1);
    aws.before(
        "logs:CreateLogGroup",
        () -> {
          begun.countDown();
          await(reset);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late = threads.submit(() -> create("late"));
      begun.await();
      aws.reset();
      reset.countDown();
      assertThatThrownBy(late::get).hasRootCauseInstanceOf(CloudWatchLogsException.class);
    }

    assertThat(groups()).isEmpty();
    assertThat(aws.journal().writes()).isEmpty();
  }

  @Test
  void closingFreesAClientThatWaitsInVain() {
    aws.faults().on("*").timeOutBeforeEffect();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> assertThatThrownBy(this::groups));
      while (aws.journal().entries().isEmpty()) {
        Thread.onSpinWait();
      }
      aws.close();
      assertThat(waiting).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void create(String group) {
    clients.logs().createLogGroup(r -> r.logGroupName(group));
  }

  private List<String> groups() {
    return clients.logs().describeLogGroups().logGroups().stream()
        .map(group -> group.logGroupName())
        .toList();
  }

  private static void inParallel(List<Runnable> calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls.forEach(threads::execute);
    }
  }
}
