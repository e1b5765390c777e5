package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Log groups. A group that is created again starts empty: no filters, no events, no key. */
final class LogGroups {
  private static final String TABLE = "log groups";
  private static final Pattern NAME = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
  private static final int LONGEST_NAME = 512;
  private static final int LARGEST_PAGE = 50;
  private static final List<String> CLASSES = List.of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY");

  private LogGroups() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "CreateLogGroup", Operation.exclusive("logGroupName", LogGroups::create),
        "DeleteLogGroup", Operation.exclusive("logGroupName", LogGroups::delete),
        "DescribeLogGroups", Operation.read(LogGroups::describe));
  }

  /** The group that {@code logGroupName} names; refused if it does not exist. */
  static ObjectNode named(Call call) {
    return existing(call, call.input().named("logGroupName", LONGEST_NAME, NAME));
  }

  /**
   * The group that an identifier parameter, a name or an ARN, or else {@code logGroupName} names.
   */
  static ObjectNode identified(Call call, String identifier) {
    Optional<String> id = call.input().text(identifier);
    if (id.isPresent() && call.input().has("logGroupName")) {
      throw call.input().codes().invalid("Only one of logGroupName and " + identifier);
    }
    return id.map(value -> existing(call, nameIn(value))).orElseGet(() -> named(call));
  }

  static boolean exists(Place place, Store store, String name) {
    return place.table(store, TABLE).containsKey(name);
  }

  /** The ARN of the key that encrypts a group; empty where none of the owner's does. */
  static String key(Place place, Store store, String name) {
    ObjectNode group = place.table(store, TABLE).get(name);
    return group == null ? "" : group.path("kmsKeyId").asText();
  }

  private static ObjectNode existing(Call call, String name) {
    ObjectNode group = call.table(TABLE).get(name);
    if (group == null) {
      throw call.input().codes().notFound("The specified log group does not exist.");
    }
    return group;
  }

  /**
   * The name in {@code arn:aws:logs:us-east-1:111122223333:log-group:NAME:*}, or the name itself.
   */
  static String nameIn(String identifier) {
    return identifier.startsWith("arn:") ? identifier.split(":", -1)[6] : identifier;
  }

  private static void create(Call call) {
    String name = call.input().named("logGroupName", LONGEST_NAME, NAME);
    call.input().checkOneOf("logGroupClass", CLASSES);
    if (call.exists(TABLE, name)) {
      throw AwsError.refused(
          "ResourceAlreadyExistsException", "The specified log group already exists");
    }
    add(call.place(), call.store(), name)
        .setAll(call.input().only("kmsKeyId", "logGroupClass", "deletionProtectionEnabled"));
  }

  static ObjectNode add(Place place, Store store, String name) {
    String arn = place.arn("logs", "log-group:" + name);
    ObjectNode group =
        Tree.object()
            .put("logGroupName", name)
            .put("logGroupClass", "STANDARD")
            .put("deletionProtectionEnabled", false)
            .put("creationTime", store.now().toEpochMilli())
            .put("storedBytes", 0)
            .put("arn", arn + ":*")
            .put("logGroupArn", arn);
    place.table(store, TABLE).put(name, group);
    return group;
  }

  private static void delete(Call call) {
    ObjectNode group = named(call);
    if (group.path("deletionProtectionEnabled").asBoolean()) {
      throw AwsError.refused(
          "ValidationException", "The log group is protected against deletion; disable that first");
    }
    String name = group.path("logGroupName").asText();
    call.table(TABLE).remove(name);
    call.store().drop(call.place().tableName(MetricFilters.table(name)));
    call.store().drop(call.place().tableName(LogEvents.table(name)));
    LogStreams.forget(call, name);
    DataProtection.forget(call, name);
    Transformers.forget(call, name);
  }

  private static ObjectNode describe(Call call) {
    Input input = call.input();
    int limit = input.number("limit", LARGEST_PAGE, 1, LARGEST_PAGE);
    if (input.has("logGroupNamePrefix") && input.has("logGroupNamePattern")) {
      throw input
          .codes()
          .invalid("logGroupNamePrefix and logGroupNamePattern are mutually exclusive");
    }
    String prefix = input.text("logGroupNamePrefix", "");
    String part = input.text("logGroupNamePattern", "");
    List<String> identifiers = input.texts("logGroupIdentifiers", 0, LARGEST_PAGE);
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    call.table(TABLE)
        .forEach(
            (name, group) -> {
              boolean asked =
                  identifiers.isEmpty()
                      || identifiers.stream().anyMatch(id -> nameIn(id).equals(name));
              JsonNode groupClass = group.path("logGroupClass");
              if (asked
                  && name.startsWith(prefix)
                  && name.contains(part)
                  && input.text("logGroupClass", groupClass.asText()).equals(groupClass.asText())) {
                found.put(name, described(call, name, group));
              }
            });
    return Page.of(found, input, "nextToken", limit).answer("logGroups", "nextToken");
  }

  private static ObjectNode described(Call call, String name, ObjectNode group) {
    ObjectNode described =
        group.deepCopy().put("metricFilterCount", call.table(MetricFilters.table(name)).size());
    if (!DataProtection.ofAccount(call.place(), call.store()).isEmpty()) {
      described.putArray("inheritedProperties").add("ACCOUNT_DATA_PROTECTION");
    }
    // "that policy goes on to win": what the group's own setting says is of no use.
    AccountPolicies.of(call.place(), call.store(), AccountPolicies.RETENTION)
        .filter(policy -> AccountPolicies.selects(policy, name))
        .findFirst()
        .ifPresent(
            policy ->
                described
                    .put("retentionPolicyName", policy.path("policyName").asText())
                    .put("retentionInDays", AccountPolicies.days(policy)));
    return described;
  }
}
