package dev.alarmkeeper.aws;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** Which trail, and so which log group: by the settings, else by a choice that can be explained. */
class TrailLocatorTest {
  private static final Arn GROUP = LogGroup.arn(ACCOUNT, "CloudTrail/logs");
  private static final Arn ORGANIZATIONS_GROUP = LogGroup.arn(STRANGER, "central");

  private final CloudTrailClient cloudTrail = mock(CloudTrailClient.class, CALLS_REAL_METHODS);

  /**
   * Who left the work to the organization's trail stopped the account's own, and wants it stopped.
   */
  @Test
  void aLiveOrganizationTrailComesBeforeAStoppedOneOfOurOwn() {
    Trail organizations = organizationTrail("central", ORGANIZATIONS_GROUP);
    trails(trail("old", GROUP), organizations);
    logging("central");
    Place place = locate("", "");
    assertThat(place.trail()).isEqualTo(new Present<>(Arn.parse(organizations.trailARN())));
    assertThat(place.isCoveredElsewhere()).isTrue();
    assertThat(place.because()).contains("old", "stopped");
  }

  /** A trail of the account's own can be made by whoever stops the other: that is no retirement. */
  @Test
  void aLiveTrailThatIsNoOrganizationsDoesNotComeBeforeAStoppedOneHere() {
    Trail stopped = trail("ours", GROUP);
    Trail decoy = trail("decoy", ORGANIZATIONS_GROUP);
    trails(stopped, decoy);
    logging("decoy");
    assertThat(locate("", "").trail()).isEqualTo(new Present<>(Arn.parse(stopped.trailARN())));
  }

  @Test
  void settingsThatNameBothNeedNoRead() {
    Place place = locate("management-trail", "CloudTrail/logs");
    assertThat(place)
        .isEqualTo(
            new Place(
                ACCOUNT,
                new Present<>(Fixtures.TRAIL_ARN),
                Optional.of(GROUP),
                "the settings name both"));
    verifyNoInteractions(cloudTrail);
  }

  @Test
  void theOnlyTrailIsTakenWithoutAskingForItsStatus() {
    trails(trail("management-trail", GROUP));
    assertThat(locate("", ""))
        .isEqualTo(
            new Place(
                ACCOUNT,
                new Present<>(Fixtures.TRAIL_ARN),
                Optional.of(GROUP),
                "found through trail management-trail"));
    verify(cloudTrail, never()).getTrailStatus(any(GetTrailStatusRequest.class));
  }

  @Test
  void trailsOfOtherRegionsAndOfOrganizationsAreAskedFor() {
    trails();
    locate("", "");
    verify(cloudTrail)
        .describeTrails(
            DescribeTrailsRequest.builder()
                .trailNameList(List.of())
                .includeShadowTrails(true)
                .build());
  }

  @Test
  void theChoiceIsTheSameInAnyOrderAndIsExplained() {
    List<Trail> trails =
        new ArrayList<>(
            List.of(
                trail("zebra", GROUP),
                trail("stopped", LogGroup.arn(ACCOUNT, "stopped")),
                trail("aardvark", LogGroup.arn(ACCOUNT, "aardvark")),
                organizationTrail("delivers-here", GROUP),
                organizationTrail("central", ORGANIZATIONS_GROUP),
                trail("one-region", GROUP).toBuilder().isMultiRegionTrail(false).build(),
                trail("to-s3-only", GROUP).toBuilder().cloudWatchLogsLogGroupArn(null).build()));
    logging("zebra", "aardvark", "delivers-here", "central");
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(trails, new Random(seed));
      trails(trails.toArray(Trail[]::new));
      Place place = locate("", "");
      assertThat(place.trail())
          .isEqualTo(new Present<>(ACCOUNT.arn("cloudtrail", "trail/aardvark")));
      assertThat(place.logGroup()).contains(LogGroup.arn(ACCOUNT, "aardvark"));
      assertThat(place.because())
          .isEqualTo(
              "found through trail aardvark, preferred to zebra, delivers-here, central, stopped:"
                  + " no trail that is stopped beside an organization's that logs, then a log"
                  + " group here first, then one that logs, then one of this account, then the"
                  + " first by ARN");
    }
  }

  @Test
  void aTrailOfThisAccountIsPreferredWhateverTheAccountsNumbers() {
    Account lower = new Account("aws", "us-east-1", "000011112222");
    Trail foreign =
        trail("organization", GROUP).toBuilder()
            .trailARN(lower.arn("cloudtrail", "trail/organization").toString())
            .isOrganizationTrail(true)
            .build();
    trails(foreign, trail("management-trail", GROUP));
    logging("organization", "management-trail");
    assertThat(locate("", "").trail()).isEqualTo(new Present<>(Fixtures.TRAIL_ARN));
  }

  @Test
  void theStatusOfEachTrailIsAskedForAtMostOnce() {
    Trail[] trails = new Trail[8];
    for (int i = 0; i < trails.length; i++) {
      trails[i] = trail("trail-" + i, GROUP);
    }
    trails(trails);
    logging();
    locate("", "");
    verify(cloudTrail, times(trails.length)).getTrailStatus(any(GetTrailStatusRequest.class));
  }

  @Test
  void aTrailOfAnotherRegionOfOursServesIfItDeliversHere() {
    Arn home = Arn.parse("arn:aws:cloudtrail:eu-west-1:111122223333:trail/home");
    trails(trail("x", GROUP).toBuilder().name("home").trailARN(home.toString()).build());
    assertThat(locate("", "").trail()).isEqualTo(new Present<>(home));
  }

  @Test
  void whereOnlyTheOrganizationsTrailIsThereTheChainIsCoveredElsewhere() {
    trails(organizationTrail("central", ORGANIZATIONS_GROUP));
    Place place = locate("", "");
    assertThat(place.isCoveredElsewhere()).isTrue();
    assertThat(place.isHere()).isFalse();
    assertThat(place.logGroup()).contains(ORGANIZATIONS_GROUP);
  }

  @Test
  void theNamedTrailIsTakenThoughAnotherWouldBePreferred() {
    trails(trail("aardvark", GROUP), organizationTrail("central", ORGANIZATIONS_GROUP));
    Place place = locate("arn:aws:cloudtrail:us-east-1:999988887777:trail/central", "");
    assertThat(place.trail()).isEqualTo(new Present<>(STRANGER.arn("cloudtrail", "trail/central")));
    assertThat(place.logGroup()).contains(ORGANIZATIONS_GROUP);
  }

  @Test
  void aBareNameMeansATrailOfThisAccount() {
    trails(organizationTrail("central", ORGANIZATIONS_GROUP));
    Place place = locate("central", "");
    assertThat(place.trail()).isEqualTo(new Absent<>());
    assertThat(place.because()).contains("set TRAIL_NAME to the ARN of one that does");
  }

  @Test
  void theTrailIsFoundThroughTheNamedLogGroup() {
    trails(trail("aardvark", LogGroup.arn(ACCOUNT, "other")), trail("management-trail", GROUP));
    assertThat(locate("", "CloudTrail/logs").trail()).isEqualTo(new Present<>(Fixtures.TRAIL_ARN));
  }

  /** A trail that points elsewhere is a finding, not a new desired state. */
  @Test
  void theNamedLogGroupStaysThePlaceThoughNoTrailDeliversThere() {
    trails(trail("management-trail", LogGroup.arn(STRANGER, "loot")));
    assertThat(locate("", "CloudTrail/logs"))
        .isEqualTo(
            new Place(
                ACCOUNT,
                new Absent<>(),
                Optional.of(GROUP),
                "no multi-region trail delivers to log group CloudTrail/logs"));
  }

  /** Better than none: it is named, and a person is told the command that makes it record all. */
  @ParameterizedTest
  @ValueSource(strings = {"", "CloudTrail/logs"})
  void whereNoTrailRecordsEveryRegionOneThatRecordsThisOneIsTheTrail(String group) {
    trails(
        ofOneRegion(trail("zebra", GROUP)),
        ofOneRegion(trail("aardvark", GROUP)),
        ofOneRegion(organizationTrail("aaa-of-others", GROUP)),
        ofOneRegion(trail("aa-to-s3-only", GROUP)).toBuilder()
            .cloudWatchLogsLogGroupArn(null)
            .build());

    Place place = locate("", group);

    assertThat(place.trail()).isEqualTo(new Present<>(ACCOUNT.arn("cloudtrail", "trail/aardvark")));
    assertThat(place.logGroup()).contains(GROUP);
    assertThat(place.because()).contains("aardvark, which records one Region alone");
  }

  @Test
  void aTrailOfOneRegionDoesNotComeBeforeOneThatRecordsAll() {
    trails(ofOneRegion(trail("aardvark", GROUP)), trail("zebra", GROUP));
    assertThat(locate("", "").trail())
        .isEqualTo(new Present<>(ACCOUNT.arn("cloudtrail", "trail/zebra")));
  }

  private static Trail ofOneRegion(Trail trail) {
    return trail.toBuilder().isMultiRegionTrail(false).build();
  }

  @Test
  void theLogGroupMayBeNamedByItsArn() {
    trails(trail("management-trail", GROUP));
    assertThat(locate("", GROUP.toString()).logGroup()).contains(GROUP);
    assertThat(locate("management-trail", ORGANIZATIONS_GROUP.toString()).isCoveredElsewhere())
        .isTrue();
  }

  @Test
  void withoutAnyTrailThereIsNoPlaceAndAdviceInstead() {
    trails();
    assertThat(locate("", ""))
        .isEqualTo(
            new Place(
                ACCOUNT,
                new Absent<>(),
                Optional.empty(),
                "no multi-region trail delivers to a log group; attach one, or set"
                    + " LOG_GROUP_NAME"));
  }

  @Test
  void aDeniedListingIsUnreadableNotAbsent() {
    doThrow(
            CloudTrailException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage("no")
                        .build())
                .build())
        .when(cloudTrail)
        .describeTrails(any(DescribeTrailsRequest.class));
    Place place = locate("", "CloudTrail/logs");
    assertThat(place.trail())
        .isInstanceOfSatisfying(Unreadable.class, it -> assertThat(it.retryable()).isFalse());
    assertThat(place.logGroup()).contains(GROUP);
  }

  @Test
  void aTrailInAFormThatIsNotDocumentedIsUnreadable() {
    for (String odd : List.of("arn:aws:s3:::bucket", "no arn")) {
      trails(trail("odd", GROUP).toBuilder().cloudWatchLogsLogGroupArn(odd).build());
      assertThat(locate("", "").trail()).isInstanceOf(Unreadable.class);
    }
  }

  private Place locate(String trail, String group) {
    ChainSettings defaults = Fixtures.settings();
    ChainSettings settings =
        new ChainSettings(
            defaults.controls(),
            defaults.profile(),
            defaults.match(),
            Optional.of(trail).filter(it -> !it.isEmpty()),
            new LogGroupSettings(
                Optional.of(group).filter(it -> !it.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                false),
            defaults.names(),
            defaults.topic(),
            defaults.subscriptions());
    return new TrailLocator(settings, new Trails(cloudTrail)).locate(ACCOUNT, NOW);
  }

  private void trails(Trail... trails) {
    doReturn(DescribeTrailsResponse.builder().trailList(trails).build())
        .when(cloudTrail)
        .describeTrails(any(DescribeTrailsRequest.class));
  }

  private void logging(String... names) {
    Set<String> logging = Set.of(names);
    doAnswer(
            call -> {
              GetTrailStatusRequest request = call.getArgument(0);
              String name = request.name().substring(request.name().indexOf('/') + 1);
              return GetTrailStatusResponse.builder().isLogging(logging.contains(name)).build();
            })
        .when(cloudTrail)
        .getTrailStatus(any(GetTrailStatusRequest.class));
  }

  private static Trail trail(String name, Arn group) {
    return Trail.builder()
        .name(name)
        .trailARN(ACCOUNT.arn("cloudtrail", "trail/" + name).toString())
        .homeRegion("us-east-1")
        .isMultiRegionTrail(true)
        .isOrganizationTrail(false)
        .cloudWatchLogsLogGroupArn(group + ":*")
        .build();
  }

  private static Trail organizationTrail(String name, Arn group) {
    return trail(name, group).toBuilder()
        .trailARN(STRANGER.arn("cloudtrail", "trail/" + name).toString())
        .isOrganizationTrail(true)
        .build();
  }
}
