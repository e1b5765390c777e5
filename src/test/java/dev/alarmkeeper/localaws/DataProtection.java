package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Data protection policies of log groups. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html">
 * PutDataProtectionPolicy</a> and <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html">custom
 * data identifiers</a>.
 */
final class DataProtection {
  private static final String TABLE = "data protection";
  private static final String DOCUMENT = "policyDocument";
  private static final String STATUS = "dataProtectionStatus";
  private static final int LONGEST_DOCUMENT = 30_720;
  private static final int MOST_CUSTOM = 10;
  private static final int LONGEST_REGEX = 200;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Pattern MANAGED =
      Pattern.compile("arn:[\\w-]+:dataprotection::aws:data-identifier/[\\w-]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataProtection() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutDataProtectionPolicy", Operation.write(DataProtection::put),
        "GetDataProtectionPolicy", Operation.read(DataProtection::get),
        "DeleteDataProtectionPolicy", Operation.command(DataProtection::delete));
  }

  /** What masks the events of a group: its own policy and those of the account. */
  static List<JsonNode> of(Place place, Store store, String group) {
    return Stream.concat(
            Stream.ofNullable(place.table(store, TABLE).get(group))
                .map(row -> read(row.path(DOCUMENT).asText())),
            ofAccount(place, store).stream())
        .toList();
  }

  static List<JsonNode> ofAccount(Place place, Store store) {
    return AccountPolicies.of(place, store, AccountPolicies.DATA_PROTECTION)
        .map(row -> read(row.path(DOCUMENT).asText()))
        .toList();
  }

  static void forget(Call call, String group) {
    call.table(TABLE).remove(group);
  }

  private static ObjectNode put(Call call) {
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    String document = call.input().required(DOCUMENT);
    check(call.input(), document);
    group.put(STATUS, "ACTIVATED");
    ObjectNode row =
        Tree.object()
            .put("logGroupIdentifier", group.path("logGroupName").asText())
            .put(DOCUMENT, document)
            .put("lastUpdatedTime", call.store().now().toEpochMilli());
    call.table(TABLE).put(group.path("logGroupName").asText(), row);
    return row.deepCopy();
  }

  private static ObjectNode get(Call call) {
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    ObjectNode row = call.table(TABLE).get(group.path("logGroupName").asText());
    return row == null
        ? Tree.object().put("logGroupIdentifier", group.path("logGroupName").asText())
        : row.deepCopy();
  }

  private static void delete(Call call) {
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    if (call.table(TABLE).remove(group.path("logGroupName").asText()) == null) {
      throw call.input().codes().notFound("The log group has no data protection policy.");
    }
    group.put(STATUS, "DELETED");
  }

  /** Two statements over the same identifiers: one audits, one masks. */
  static void check(Input input, String document) {
    input.checkLength(DOCUMENT, document, 1, LONGEST_DOCUMENT);
    JsonNode policy;
    try {
      policy = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw input.codes().invalid("Invalid data protection policy document");
    }
    Map<String, JsonNode> custom = custom(input, policy);
    List<JsonNode> statements = policy.path("Statement").valueStream().toList();
    Set<Set<String>> identifiers =
        statements.stream()
            .map(it -> Set.copyOf(Tree.strings(it.path("DataIdentifier"))))
            .collect(Collectors.toSet());
    boolean audits = statements.stream().anyMatch(it -> it.at("/Operation/Audit").isObject());
    boolean masks =
        statements.stream().anyMatch(it -> it.at("/Operation/Deidentify/MaskConfig").isObject());
    if (!policy.has("Name") || !audits || !masks || identifiers.size() != 1) {
      throw input
          .codes()
          .invalid(
              "A data protection policy has a name, an audit statement and a de-identify statement"
                  + " with the same data identifiers");
    }
    for (String identifier : identifiers.iterator().next()) {
      if (!MANAGED.matcher(identifier).matches() && !custom.containsKey(identifier)) {
        throw input.codes().invalid("Unknown data identifier: " + identifier);
      }
    }
  }

  private static Map<String, JsonNode> custom(Input input, JsonNode policy) {
    List<JsonNode> custom = policy.at("/Configuration/CustomDataIdentifier").valueStream().toList();
    boolean sound =
        custom.stream()
            .allMatch(
                it ->
                    NAME.matcher(it.path("Name").asText()).matches()
                        && !it.path("Regex").asText().isEmpty()
                        && it.path("Regex").asText().length() <= LONGEST_REGEX);
    if (custom.size() > MOST_CUSTOM || !sound) {
      throw input.codes().invalid("Invalid custom data identifiers");
    }
    return custom.stream()
        .collect(Collectors.toMap(it -> it.path("Name").asText(), it -> it, (first, _) -> first));
  }

  private static JsonNode read(String document) {
    try {
      return Objects.requireNonNull(JSON.readTree(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("checked when it was put", e);
    }
  }
}
