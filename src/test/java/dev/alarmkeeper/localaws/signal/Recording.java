package dev.alarmkeeper.localaws.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Whether a trail records a management event: it is logging, it covers the event's Region, and its
 * selectors choose the event. <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html">
 * Logging management events</a>.
 */
public final class Recording {
  private static final String GLOBAL_REGION = "us-east-1";

  /** Services whose events happen in one Region and concern all. */
  private static final Set<String> GLOBAL =
      Set.of("iam.amazonaws.com", "signin.amazonaws.com", "sts.amazonaws.com");

  private Recording() {}

  /**
   * Whether it does.
   *
   * @param trail as DescribeTrails answers it, with its {@code Status} and {@code Selectors}
   */
  public static boolean records(JsonNode trail, JsonNode event) {
    return trail.at("/Status/IsLogging").asBoolean()
        && covers(trail, event)
        && selects(trail.path("Selectors"), event);
  }

  private static boolean covers(JsonNode trail, JsonNode event) {
    String region = event.path("awsRegion").asText();
    String owner = trail.path("TrailARN").asText().split(":", -1)[4];
    boolean global =
        region.equals(GLOBAL_REGION) && GLOBAL.contains(event.path("eventSource").asText());
    boolean ours =
        owner.equals(event.path("recipientAccountId").asText())
            || trail.path("IsOrganizationTrail").asBoolean();
    boolean here =
        trail.path("IsMultiRegionTrail").asBoolean()
            || region.equals(trail.path("HomeRegion").asText());
    return ours && here && (!global || trail.path("IncludeGlobalServiceEvents").asBoolean(true));
  }

  /** A trail without selectors of its own records all management events. */
  private static boolean selects(JsonNode selectors, JsonNode event) {
    return selectors.isEmpty()
        || selectors.path("EventSelectors").valueStream().anyMatch(it -> selectsBasic(it, event))
        || selectors
            .path("AdvancedEventSelectors")
            .valueStream()
            .anyMatch(it -> selectsAdvanced(it, event));
  }

  private static boolean selectsBasic(JsonNode selector, JsonNode event) {
    boolean read = event.path("readOnly").asBoolean();
    boolean kind =
        switch (selector.path("ReadWriteType").asText("All")) {
          case "ReadOnly" -> read;
          case "WriteOnly" -> !read;
          default -> true;
        };
    return kind
        && selector.path("IncludeManagementEvents").asBoolean(true)
        && selector
            .path("ExcludeManagementEventSources")
            .valueStream()
            .noneMatch(event.path("eventSource")::equals);
  }

  /** All of its conditions hold. */
  private static boolean selectsAdvanced(JsonNode selector, JsonNode event) {
    return selector
        .path("FieldSelectors")
        .valueStream()
        .allMatch(
            condition -> {
              String value = value(event, condition.path("Field").asText());
              return any(condition, "Equals", true, value::equals)
                  && any(condition, "StartsWith", true, value::startsWith)
                  && any(condition, "EndsWith", true, value::endsWith)
                  && !any(condition, "NotEquals", false, value::equals)
                  && !any(condition, "NotStartsWith", false, value::startsWith)
                  && !any(condition, "NotEndsWith", false, value::endsWith);
            });
  }

  private static boolean any(
      JsonNode condition,
      String operator,
      boolean ifAbsent,
      java.util.function.Predicate<String> holds) {
    List<String> values = condition.path(operator).valueStream().map(JsonNode::asText).toList();
    return values.isEmpty() ? ifAbsent : values.stream().anyMatch(holds);
  }

  private static String value(JsonNode event, String field) {
    return event.at("/" + field.replace('.', '/')).asText();
  }
}
