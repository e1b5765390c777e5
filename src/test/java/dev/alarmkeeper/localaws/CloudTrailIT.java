package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidHomeRegionException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.NotOrganizationMasterAccountException;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/** What only the local AWS can show of CloudTrail: organizations, deliveries, history. */
class CloudTrailIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final Clients CLIENTS = Clients.of(AWS, "tester");
  private static final CloudTrailClient CLOUD_TRAIL = CLIENTS.cloudTrail();
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @BeforeEach
  void forget() {
    AWS.reset();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void aMemberSeesTheOrganizationsTrailAndCannotChangeIt() {
    String arn = AWS.cloudTrail().addOrganizationTrail("org", "444455556666", "org/logs");

    assertThat(names(true)).containsExactly("org");
    assertThat(names(false)).isEmpty();
    assertThat(CLOUD_TRAIL.getTrailStatus(r -> r.name(arn)).isLogging()).isTrue();
    assertThatThrownBy(() -> CLOUD_TRAIL.getTrailStatus(r -> r.name("org")))
        .isInstanceOf(TrailNotFoundException.class);
    assertThatThrownBy(() -> CLOUD_TRAIL.stopLogging(r -> r.name(arn)))
        .isInstanceOf(NotOrganizationMasterAccountException.class);
  }

  @Test
  void aShadowIsReadByArnAndChangedAtHome() {
    String arn = AWS.cloudTrail().addShadowTrail("far", "eu-west-1", "");

    assertThat(names(true)).containsExactly("far");
    assertThat(names(false)).isEmpty();
    assertThat(CLOUD_TRAIL.describeTrails(r -> r.trailNameList(arn)).trailList()).hasSize(1);
    assertThat(CLOUD_TRAIL.describeTrails(r -> r.trailNameList("far")).trailList()).isEmpty();
    for (String name : List.of("far", arn)) {
      assertThatThrownBy(() -> CLOUD_TRAIL.stopLogging(r -> r.name(name)))
          .isInstanceOf(InvalidHomeRegionException.class);
    }
    CLIENTS.in("eu-west-1").cloudTrail().stopLogging(r -> r.name("far"));
    assertThat(CLOUD_TRAIL.getTrailStatus(r -> r.name(arn)).isLogging()).isFalse();
  }

  @Test
  void aTrailWhoseGroupIsGoneSaysSoUntilTheGroupIsBack() {
    AWS.seedTrailAndLogGroup();
    CLIENTS.logs().deleteLogGroup(r -> r.logGroupName(LocalAws.LOG_GROUP));
    assertThat(deliveryError()).contains("does not exist");

    CLIENTS.logs().createLogGroup(r -> r.logGroupName(LocalAws.LOG_GROUP));

    assertThat(deliveryError()).isNull();
  }

  @Test
  void whatATestSaysOfTheDeliveryStands() {
    AWS.seedTrailAndLogGroup();
    String arn = AWS.arn("cloudtrail", "trail/" + LocalAws.TRAIL);

    AWS.cloudTrail().deliveryToLogGroup(arn, NOON, "Access denied.");
    assertThat(deliveryError()).isEqualTo("Access denied.");

    AWS.cloudTrail().deliveryToLogGroup(arn, NOON, "");
    assertThat(deliveryError()).isNull();
    assertThat(
            CLOUD_TRAIL
                .getTrailStatus(r -> r.name(LocalAws.TRAIL))
                .latestCloudWatchLogsDeliveryTime())
        .isEqualTo(NOON);
  }

  @Test
  void advancedSelectorsReplaceBasicOnes() {
    AWS.seedTrailAndLogGroup();
    AdvancedEventSelector dataOnly =
        AdvancedEventSelector.builder()
            .fieldSelectors(
                AdvancedFieldSelector.builder().field("eventCategory").equalsValue("Data").build())
            .build();

    CLOUD_TRAIL.putEventSelectors(
        r -> r.trailName(LocalAws.TRAIL).advancedEventSelectors(dataOnly));

    var selectors = CLOUD_TRAIL.getEventSelectors(r -> r.trailName(LocalAws.TRAIL));
    assertThat(selectors.advancedEventSelectors()).containsExactly(dataOnly);
    assertThat(selectors.eventSelectors()).isEmpty();
  }

  @Test
  void anUpdateCanTakeTheLogGroupAway() {
    AWS.seedTrailAndLogGroup();

    CLOUD_TRAIL.updateTrail(r -> r.name(LocalAws.TRAIL).cloudWatchLogsLogGroupArn(""));

    Trail trail = CLOUD_TRAIL.describeTrails().trailList().getFirst();
    assertThat(trail.cloudWatchLogsLogGroupArn()).isNull();
    assertThat(trail.isMultiRegionTrail()).isTrue();
  }

  @Test
  void historyIsTheNewestFirstInPagesOfFifty() {
    for (int i = 0; i < 51; i++) {
      AWS.cloudTrail().addEvent(NOON.plusSeconds(i), "logs.amazonaws.com", "event-" + i, "{}");
    }

    var first = CLOUD_TRAIL.lookupEvents();
    var second = CLOUD_TRAIL.lookupEvents(r -> r.nextToken(first.nextToken()));

    assertThat(first.events()).hasSize(50);
    assertThat(first.events().getFirst().eventName()).isEqualTo("event-50");
    assertThat(second.events()).extracting(Event::eventName).containsExactly("event-0");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void historyIsSearchedByNameAndTime() {
    for (String name : List.of("StopLogging", "DeleteTopic", "StopLogging")) {
      AWS.cloudTrail().addEvent(NOON, "any", name, "{}");
    }
    LookupAttribute stops =
        LookupAttribute.builder().attributeKey("EventName").attributeValue("StopLogging").build();

    assertThat(CLOUD_TRAIL.lookupEvents(r -> r.lookupAttributes(stops)).events()).hasSize(2);
    assertThat(CLOUD_TRAIL.lookupEvents(r -> r.startTime(NOON.plusSeconds(1))).events()).isEmpty();
    assertThat(CLOUD_TRAIL.lookupEvents(r -> r.startTime(NOON).endTime(NOON)).events()).hasSize(3);
  }

  private static List<String> names(boolean shadows) {
    return CLOUD_TRAIL.describeTrails(r -> r.includeShadowTrails(shadows)).trailList().stream()
        .map(Trail::name)
        .toList();
  }

  private static String deliveryError() {
    return CLOUD_TRAIL
        .getTrailStatus(r -> r.name(LocalAws.TRAIL))
        .latestCloudWatchLogsDeliveryError();
  }
}
