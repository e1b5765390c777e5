package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;

/** What only the local AWS can show of CloudWatch Logs: concurrency, classes, events. */
class LogsIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final CloudWatchLogsClient LOGS = Clients.of(AWS, "tester").logs();
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final MetricTransformation METRIC =
      MetricTransformation.builder().metricName("m").metricNamespace("n").metricValue("1").build();

  @BeforeEach
  void makeAGroup() {
    AWS.reset();
    AWS.logs().eventsLookedAtPerPage(100);
    LOGS.createLogGroup(r -> r.logGroupName("group"));
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void twoPutsAtOnceToOneGroupCollide() {
    AWS.latency(Duration.ofMillis(300));
    Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : List.of("a", "b")) {
        threads.execute(
            () -> {
              try {
                put("group", name, "");
              } catch (OperationAbortedException e) {
                refusals.add(e);
              }
            });
      }
    }

    assertThat(refusals).hasSize(1);
    assertThat(AWS.logs().hasFilter("group", "a")).isNotEqualTo(AWS.logs().hasFilter("group", "b"));
  }

  @Test
  void onePutAfterAnotherDoesNotCollide() {
    put("group", "a", "");
    put("group", "b", "");

    assertThat(AWS.logs().hasFilter("group", "a")).isTrue();
    assertThat(AWS.logs().hasFilter("group", "b")).isTrue();
  }

  @Test
  void aGroupForInfrequentAccessTakesNoFilter() {
    LOGS.createLogGroup(r -> r.logGroupName("cheap").logGroupClass("INFREQUENT_ACCESS"));

    assertThatThrownBy(() -> put("cheap", "f", "")).isInstanceOf(InvalidOperationException.class);
  }

  @Test
  void groupsComeInPagesOfFifty() {
    for (int i = 0; i < 50; i++) {
      String name = "group-" + i;
      LOGS.createLogGroup(r -> r.logGroupName(name));
    }

    assertThat(LOGS.describeLogGroups().logGroups()).hasSize(50);
    assertThat(LOGS.describeLogGroupsPaginator().logGroups()).hasSize(51);
    assertThat(LOGS.describeLogGroups(r -> r.limit(2)).logGroups()).hasSize(2);
    assertThatThrownBy(() -> LOGS.describeLogGroups(r -> r.limit(51)))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> LOGS.describeLogGroups(r -> r.nextToken("%")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void groupsAreFoundByPartOrIdentifier() {
    LOGS.createLogGroup(r -> r.logGroupName("my-group"));

    assertThat(LOGS.describeLogGroups(r -> r.logGroupNamePattern("grou")).logGroups()).hasSize(2);
    assertThat(LOGS.describeLogGroups(r -> r.logGroupIdentifiers("group")).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("group");
    assertThatThrownBy(
            () -> LOGS.describeLogGroups(r -> r.logGroupNamePattern("a").logGroupNamePrefix("b")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void aKeyAndRetentionAreGoneWithTheGroup() {
    String key = "arn:aws:kms:us-east-1:111122223333:key/k";
    LOGS.associateKmsKey(r -> r.logGroupName("group").kmsKeyId(key));
    LOGS.putRetentionPolicy(r -> r.logGroupName("group").retentionInDays(30));
    assertThat(group().kmsKeyId()).isEqualTo(key);
    assertThat(group().retentionInDays()).isEqualTo(30);

    LOGS.deleteLogGroup(r -> r.logGroupName("group"));
    LOGS.createLogGroup(r -> r.logGroupName("group"));

    assertThat(group().kmsKeyId()).isNull();
    assertThat(group().retentionInDays()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS }",
        "{ ($.a = %re[0-9]% || $.b[0].c != \"it's } ( quoted\") && $.['x.y'] = 1 }",
        "ERROR -\"it's fine\"",
        "[ip, user, request]",
        ""
      })
  void aWellFormedPatternIsTaken(String pattern) {
    put("group", "f", pattern);

    assertThat(
            LOGS.describeMetricFilters(r -> r.logGroupName("group"))
                .metricFilters()
                .getFirst()
                .filterPattern())
        .isEqualTo(pattern);
  }

  @Test
  void pagesOfEventsMayBeEmptyAndGoOn() {
    AWS.logs().matcher((pattern, message) -> message.contains(pattern));
    AWS.logs().eventsLookedAtPerPage(2);
    for (int i = 0; i < 5; i++) {
      AWS.logs().ingest("group", NOON.plusSeconds(i), i == 4 ? "root" : "other");
    }

    List<FilterLogEventsResponse> pages = new ArrayList<>();
    LOGS.filterLogEventsPaginator(r -> r.logGroupName("group").filterPattern("root"))
        .forEach(pages::add);

    assertThat(pages).extracting(page -> page.events().size()).containsExactly(0, 0, 1);
    assertThat(pages.getFirst().nextToken()).isNotNull();
  }

  @Test
  void eventsAreFoundByTimeWithBothEndsIncluded() {
    for (int i = 0; i < 4; i++) {
      AWS.logs().ingest("group", NOON.plusSeconds(i), "event " + i);
    }

    assertThat(
            LOGS.filterLogEvents(
                    r ->
                        r.logGroupName("group")
                            .startTime(NOON.plusSeconds(1).toEpochMilli())
                            .endTime(NOON.plusSeconds(2).toEpochMilli()))
                .events())
        .extracting(event -> event.message())
        .containsExactly("event 1", "event 2");
  }

  @Test
  void testMetricFilterAsksTheMatcher() {
    AWS.logs().matcher((pattern, message) -> message.contains(pattern));

    assertThat(
            LOGS.testMetricFilter(
                    r -> r.filterPattern("root").logEventMessages("user", "root", "roots"))
                .matches())
        .extracting(match -> match.eventNumber())
        .containsExactly(2L, 3L);
  }

  private static LogGroup group() {
    return LOGS.describeLogGroups(r -> r.logGroupNamePrefix("group")).logGroups().getFirst();
  }

  private static void put(String group, String name, String pattern) {
    LOGS.putMetricFilter(
        r ->
            r.logGroupName(group)
                .filterName(name)
                .filterPattern(pattern)
                .metricTransformations(METRIC));
  }
}
