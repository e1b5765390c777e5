package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Changing trails: from the home region and the owning account only. */
final class TrailChanges {
  // Letters, digits, single separators between them; 3 to 128 characters.
  private static final Pattern NAME =
      Pattern.compile("(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");
  private static final int MOST_TRAILS = 5;
  private static final String[] SETTINGS = {
    "S3BucketName",
    "S3KeyPrefix",
    "SnsTopicName",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
    "KmsKeyId",
    "IsOrganizationTrail"
  };

  private TrailChanges() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "CreateTrail", Operation.write(TrailChanges::create),
        "UpdateTrail", Operation.write(TrailChanges::update),
        "DeleteTrail",
            Operation.command(
                call ->
                    call.store()
                        .table(Trails.TABLE)
                        .remove(changeable(call, "Name").path("TrailARN").asText())),
        "PutEventSelectors", Operation.write(TrailChanges::select),
        "StartLogging",
            Operation.command(call -> log(changeable(call, "Name"), true, call.store().now())),
        "StopLogging",
            Operation.command(call -> log(changeable(call, "Name"), false, call.store().now())));
  }

  static ObjectNode add(Place place, Store store, ObjectNode settings) {
    String name = settings.path("Name").asText();
    String arn = place.arn("cloudtrail", "trail/" + name);
    ObjectNode row =
        Tree.object()
            .put("IncludeGlobalServiceEvents", true)
            .put("IsMultiRegionTrail", false)
            .put("IsOrganizationTrail", false)
            .put("LogFileValidationEnabled", false)
            .put("HasInsightSelectors", false);
    row.setAll(settings);
    row.put("TrailARN", arn).put("HomeRegion", place.region());
    row.putObject("Status").put("IsLogging", false);
    store.table(Trails.TABLE).put(arn, row);
    return row;
  }

  static void log(ObjectNode row, boolean on, Instant now) {
    ObjectNode status = row.withObjectProperty("Status").put("IsLogging", on);
    status.set(on ? "StartLoggingTime" : "StopLoggingTime", Tree.time(now));
    status.put(on ? "TimeLoggingStarted" : "TimeLoggingStopped", now.toString());
  }

  private static ObjectNode changeable(Call call, String parameter) {
    return Trails.changeable(call, call.input().required(parameter));
  }

  private static ObjectNode create(Call call) {
    Input input = call.input();
    String name = input.required("Name");
    if (!NAME.matcher(name).matches()) {
      throw AwsError.refused("InvalidTrailNameException", "Invalid trail name: " + name);
    }
    input.required("S3BucketName");
    checkCombination(input.parameters());
    checkLogGroup(call, input.text("CloudWatchLogsLogGroupArn", ""), input.parameters());
    if (call.store().table(Trails.TABLE).containsKey(call.arn("cloudtrail", "trail/" + name))) {
      throw AwsError.refused(
          "TrailAlreadyExistsException",
          "Trail %s already exists for customer: %s".formatted(name, call.place().account()));
    }
    if (Trails.visible(call).size() >= MOST_TRAILS) {
      throw AwsError.refused(
          "MaximumNumberOfTrailsExceededException", "At most 5 trails per region");
    }
    ObjectNode settings = input.only(SETTINGS).put("Name", name);
    settings.put("LogFileValidationEnabled", input.flag("EnableLogFileValidation", false));
    return answer(add(call.place(), call.store(), settings));
  }

  /** What is not given stays; an empty log group takes the delivery away. */
  private static ObjectNode update(Call call) {
    ObjectNode row = changeable(call, "Name");
    ObjectNode given = call.input().only(SETTINGS);
    ObjectNode merged = row.deepCopy().setAll(given.deepCopy());
    if (given.has("CloudWatchLogsLogGroupArn") || given.has("CloudWatchLogsRoleArn")) {
      checkLogGroup(call, merged.path("CloudWatchLogsLogGroupArn").asText(), merged);
    }
    checkCombination(merged);
    row.setAll(given);
    if (call.input().has("EnableLogFileValidation")) {
      row.put("LogFileValidationEnabled", call.input().flag("EnableLogFileValidation", false));
    }
    if (row.path("CloudWatchLogsLogGroupArn").asText().isEmpty()) {
      row.remove(List.of("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn"));
    }
    return answer(row);
  }

  private static void checkCombination(JsonNode settings) {
    if (settings.path("IsMultiRegionTrail").asBoolean()
        && !settings.path("IncludeGlobalServiceEvents").asBoolean(true)) {
      throw AwsError.refused(
          "InvalidParameterCombinationException",
          "Multi-Region trail must include global service events.");
    }
  }

  private static void checkLogGroup(Call call, String arn, JsonNode settings) {
    if (arn.isEmpty()) {
      return;
    }
    String role = settings.path("CloudWatchLogsRoleArn").asText();
    if (!role.isEmpty() && !role.matches("arn:[\\w-]+:iam::\\d{12}:role/.+")) {
      throw AwsError.refused(
          "InvalidCloudWatchLogsRoleArnException", "CloudTrail cannot assume: " + role);
    }
    if (role.isEmpty()) {
      throw AwsError.refused(
          "InvalidCloudWatchLogsRoleArnException", "You must specify a role ARN");
    }
    if (!TrailStatus.deliverable(call.store(), arn)) {
      throw AwsError.refused(
          "InvalidCloudWatchLogsLogGroupArnException", "CloudTrail cannot validate: " + arn);
    }
  }

  private static ObjectNode answer(ObjectNode row) {
    return Trails.described(row)
        .without(List.of("HomeRegion", "HasCustomEventSelectors", "HasInsightSelectors"));
  }

  /** One form of selectors replaces the other. */
  private static ObjectNode select(Call call) {
    ObjectNode row = changeable(call, "TrailName");
    Input input = call.input();
    boolean basic = !input.list("EventSelectors", 0, 5).isEmpty();
    boolean advanced = !input.list("AdvancedEventSelectors", 0, 500).isEmpty();
    if (basic == advanced) {
      throw AwsError.refused(
          "InvalidEventSelectorsException", "Give either basic or advanced event selectors");
    }
    ObjectNode selectors = input.only(basic ? "EventSelectors" : "AdvancedEventSelectors");
    row.set("Selectors", selectors);
    return selectors.deepCopy().put("TrailARN", row.path("TrailARN").asText());
  }
}
