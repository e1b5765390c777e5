package dev.alarmkeeper.aws;

import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;

/**
 * The options with which {@code put-event-selectors} records every management event again.
 * PutEventSelectors replaces all selectors of a trail, so that those for data events have to be in
 * it as they were read. Source: CloudTrail API, PutEventSelectors.
 */
final class SelectorOptions {
  /** Most basic selectors of a trail. Source: CloudTrail User Guide, "Quotas". */
  private static final int MOST_BASIC = 5;

  /** What a person still pastes; more than that is edited in a file. */
  private static final int LONGEST = 4_000;

  private static final String READ_WRITE = "ReadWriteType";
  private static final String MANAGEMENT = "IncludeManagementEvents";

  private SelectorOptions() {}

  /**
   * The options.
   *
   * @return empty where they are too many to paste, or hold what is not plain text
   */
  static String recordingAll(List<EventSelector> basic, List<AdvancedEventSelector> advanced) {
    String option = advanced.isEmpty() ? "--event-selectors " : "--advanced-event-selectors ";
    String json = Json.text(advanced.isEmpty() ? basic(basic) : advanced(advanced));
    return json.length() <= LONGEST && json.matches("[ -~]*") ? option + Shell.word(json) : "";
  }

  private static List<Map<String, Object>> basic(List<EventSelector> read) {
    List<Map<String, Object>> kept = new ArrayList<>();
    for (EventSelector selector : read) {
      if (!selector.dataResources().isEmpty()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(READ_WRITE, String.valueOf(selector.readWriteTypeAsString()));
        one.put(MANAGEMENT, false);
        one.put(
            "DataResources",
            selector.dataResources().stream().map(SelectorOptions::dataResource).toList());
        kept.add(one);
      }
    }
    if (kept.size() < MOST_BASIC) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(READ_WRITE, "All");
      all.put(MANAGEMENT, true);
      kept.addFirst(all);
    } else {
      // There is no room for one of its own: the first records more data events than it did.
      kept.getFirst().put(READ_WRITE, "All");
      kept.getFirst().put(MANAGEMENT, true);
    }
    return kept;
  }

  private static Map<String, Object> dataResource(DataResource resource) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Type", String.valueOf(resource.type()));
    json.put("Values", resource.values());
    return json;
  }

  private static List<Map<String, Object>> advanced(List<AdvancedEventSelector> read) {
    List<Map<String, Object>> kept = new ArrayList<>();
    kept.add(
        Map.of(
            "FieldSelectors",
            List.of(field(EventSelectors.CATEGORY, Map.of("Equals", List.of("Management"))))));
    for (AdvancedEventSelector selector : read) {
      if (!EventSelectors.selectsManagement(selector)) {
        Map<String, Object> one = new LinkedHashMap<>();
        if (selector.name() != null) {
          one.put("Name", selector.name());
        }
        one.put(
            "FieldSelectors",
            selector.fieldSelectors().stream().map(SelectorOptions::fieldAsRead).toList());
        kept.add(one);
      }
    }
    return kept;
  }

  private static Map<String, Object> fieldAsRead(AdvancedFieldSelector read) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    conditions.put("Equals", read.equalsValue());
    conditions.put("StartsWith", read.startsWith());
    conditions.put("EndsWith", read.endsWith());
    conditions.put("NotEquals", read.notEquals());
    conditions.put("NotStartsWith", read.notStartsWith());
    conditions.put("NotEndsWith", read.notEndsWith());
    conditions.values().removeIf(List::isEmpty);
    return field(String.valueOf(read.field()), conditions);
  }

  private static Map<String, Object> field(String name, Map<String, List<String>> conditions) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Field", name);
    json.putAll(conditions);
    return json;
  }
}
