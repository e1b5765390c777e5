package dev.alarmkeeper.events;

import dev.alarmkeeper.localaws.Clients;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** What was done to trails. */
record TrailDeeds(CloudTrailClient trails, CloudWatchLogsClient logs) implements Deeds {
  TrailDeeds(Clients clients) {
    this(clients.cloudTrail(), clients.logs());
  }

  @Override
  public boolean repeat(String deed, Said said) {
    switch (deed) {
      case "StopLogging" -> trails.stopLogging(r -> r.name(said.text("name")));
      case "UpdateTrail" -> updateTrail(said);
      case "PutEventSelectors" -> putEventSelectors(said);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void updateTrail(Said said) {
    String logGroup = said.text("cloudWatchLogsLogGroupArn");
    // A trail cannot be pointed at a log group that is not there.
    logs.createLogGroup(r -> r.logGroupName(logGroup.split(":", -1)[6]));
    trails.updateTrail(
        r ->
            r.name(said.text("name"))
                .cloudWatchLogsLogGroupArn(logGroup)
                .cloudWatchLogsRoleArn(said.text("cloudWatchLogsRoleArn")));
  }

  private void putEventSelectors(Said said) {
    Said selector = said.parts("eventSelectors").getFirst();
    EventSelector selected =
        EventSelector.builder()
            .readWriteType(selector.text("readWriteType"))
            .includeManagementEvents(selector.flag("includeManagementEvents"))
            .build();
    trails.putEventSelectors(r -> r.trailName(said.text("trailName")).eventSelectors(selected));
  }
}
