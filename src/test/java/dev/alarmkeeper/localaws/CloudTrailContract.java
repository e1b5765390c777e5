package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTrailNameException;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/** What CloudTrail answers, wherever it is asked. */
interface CloudTrailContract {
  Clients clients();

  /** A bucket that the endpoint knows. */
  String bucket();

  @Test
  default void aTrailIsDescribedAsItWasMade() {
    String arn = create("trail", true);

    assertThat(trails())
        .singleElement()
        .satisfies(
            trail -> {
              assertThat(trail.name()).isEqualTo("trail");
              assertThat(trail.trailARN()).isEqualTo(arn);
              assertThat(trail.homeRegion()).isEqualTo("us-east-1");
              assertThat(trail.isMultiRegionTrail()).isTrue();
              assertThat(trail.includeGlobalServiceEvents()).isTrue();
              assertThat(trail.isOrganizationTrail()).isFalse();
            });
  }

  @Test
  default void aTrailDoesNotLogUntilItIsStarted() {
    create("trail", true);
    assertThat(isLogging("trail")).isFalse();

    clients().cloudTrail().startLogging(r -> r.name("trail"));
    assertThat(isLogging("trail")).isTrue();

    clients().cloudTrail().stopLogging(r -> r.name("trail"));
    assertThat(isLogging("trail")).isFalse();
  }

  @Test
  default void aMultiRegionTrailHasAShadowElsewhere() {
    String arn = create("trail", true);
    var elsewhere = clients().in("eu-west-1").cloudTrail();

    assertThat(elsewhere.describeTrails().trailList())
        .singleElement()
        .extracting(Trail::homeRegion)
        .isEqualTo("us-east-1");
    assertThat(elsewhere.describeTrails(r -> r.includeShadowTrails(false)).trailList()).isEmpty();
    assertThat(elsewhere.getTrailStatus(r -> r.name(arn)).isLogging()).isFalse();
  }

  @Test
  default void aTrailOfOneRegionIsSeenThereOnly() {
    create("trail", false);

    assertThat(clients().in("eu-west-1").cloudTrail().describeTrails().trailList()).isEmpty();
    assertThat(trails()).hasSize(1);
  }

  @Test
  default void aMissingTrailIsToldAsSuch() {
    assertThatThrownBy(() -> isLogging("none")).isInstanceOf(TrailNotFoundException.class);
  }

  @Test
  default void anUpdateKeepsWhatItDoesNotName() {
    create("trail", true);

    clients().cloudTrail().updateTrail(r -> r.name("trail").s3KeyPrefix("prefix"));

    assertThat(trails())
        .singleElement()
        .satisfies(
            trail -> {
              assertThat(trail.isMultiRegionTrail()).isTrue();
              assertThat(trail.s3KeyPrefix()).isEqualTo("prefix");
            });
  }

  @Test
  default void selectorsThatWerePutAreTheSelectors() {
    create("trail", true);

    clients()
        .cloudTrail()
        .putEventSelectors(
            r ->
                r.trailName("trail")
                    .eventSelectors(
                        EventSelector.builder()
                            .readWriteType("WriteOnly")
                            .includeManagementEvents(true)
                            .build()));

    assertThat(clients().cloudTrail().getEventSelectors(r -> r.trailName("trail")).eventSelectors())
        .singleElement()
        .satisfies(
            selector -> {
              assertThat(selector.readWriteTypeAsString()).isEqualTo("WriteOnly");
              assertThat(selector.includeManagementEvents()).isTrue();
            });
  }

  @Test
  default void aDeletedTrailIsGone() {
    create("trail", true);

    clients().cloudTrail().deleteTrail(r -> r.name("trail"));

    assertThat(trails()).isEmpty();
  }

  @Test
  default void aTrailsNameHasItsRules() {
    assertThatThrownBy(() -> create("a", true)).isInstanceOf(InvalidTrailNameException.class);
    assertThatThrownBy(() -> create("-ab", true)).isInstanceOf(InvalidTrailNameException.class);
  }

  private String create(String name, boolean everywhere) {
    return clients()
        .cloudTrail()
        .createTrail(r -> r.name(name).s3BucketName(bucket()).isMultiRegionTrail(everywhere))
        .trailARN();
  }

  private List<Trail> trails() {
    return clients().cloudTrail().describeTrails().trailList();
  }

  private boolean isLogging(String trail) {
    return clients().cloudTrail().getTrailStatus(r -> r.name(trail)).isLogging();
  }
}
