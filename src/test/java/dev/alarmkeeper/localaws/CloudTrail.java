package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * CloudTrail: trails, their selectors and logging, and the event history. All accounts count as
 * members of one organization: an organization trail of another account is seen by each.
 */
public final class CloudTrail implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidParameterException",
          "AccessDeniedException",
          "ThrottlingException",
          "InternalFailure",
          "TrailNotFoundException");

  private final World world;
  private final Place home;

  CloudTrail(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** Adds a logging, multi-region trail of the home account and region. Answers its ARN. */
  public String addTrail(String name, String logGroupArn) {
    return add(home, name, logGroupArn, false);
  }

  /**
   * Adds a logging, multi-region trail of the home account whose home is another region; the
   * account's own region has its shadow. Answers its ARN.
   */
  public String addShadowTrail(String name, String homeRegion, String logGroupArn) {
    return add(new Place(home.account(), homeRegion), name, logGroupArn, false);
  }

  /**
   * Adds a logging, multi-region organization trail that another account owns, delivering to a log
   * group of that account. Answers its ARN.
   */
  public String addOrganizationTrail(String name, String ownerAccount, String logGroupName) {
    Place owner = new Place(ownerAccount, home.region());
    return add(owner, name, owner.arn("logs", "log-group:" + logGroupName + ":*"), true);
  }

  /**
   * Sets what GetTrailStatus says of the delivery to the log group, if there is the trail; no error
   * if empty.
   */
  public void deliveryToLogGroup(String trailArn, Instant latest, String error) {
    world.change(
        store ->
            Optional.ofNullable(store.table(Trails.TABLE).get(trailArn))
                .ifPresent(it -> TrailStatus.setDelivery(it, latest, error, store.now())));
  }

  /** The trail delivers nothing to its log group and never has, and its status says no reason. */
  public void neverDelivers(String trailArn) {
    world.change(
        store ->
            TrailStatus.setNeverDelivered(
                Objects.requireNonNull(store.table(Trails.TABLE).get(trailArn))));
  }

  /**
   * Adds an event to the history that LookupEvents searches.
   *
   * @param event the event's JSON, as {@code CloudTrailEvent} carries it
   */
  public void addEvent(Instant time, String eventSource, String eventName, String event) {
    addEvent(home.region(), time, eventSource, eventName, event);
  }

  /** The same in the history of another region of the home account. */
  public void addEvent(
      String region, Instant time, String eventSource, String eventName, String event) {
    Place place = new Place(home.account(), region);
    world.change(store -> EventHistory.add(place, store, time, eventSource, eventName, event));
  }

  @Override
  public String prefix() {
    return "cloudtrail";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new HashMap<>();
    operations.putAll(Trails.operations());
    operations.putAll(TrailStatus.operations());
    operations.putAll(TrailChanges.operations());
    operations.putAll(EventHistory.operations());
    return operations;
  }

  private String add(Place place, String name, String logGroupArn, boolean organization) {
    ObjectNode trail =
        Tree.object()
            .put("Name", name)
            .put("S3BucketName", name + "-bucket")
            .put("IsMultiRegionTrail", true)
            .put("IsOrganizationTrail", organization)
            .put("CloudWatchLogsLogGroupArn", logGroupArn)
            .put("CloudWatchLogsRoleArn", "arn:aws:iam::" + place.account() + ":role/delivery");
    return world.write(
        store -> {
          ObjectNode row = TrailChanges.add(place, store, trail);
          // It has logged for long: one that was just started is yet to deliver.
          TrailChanges.log(row, true, store.now().minus(Duration.ofDays(30)));
          return row.path("TrailARN").asText();
        });
  }
}
