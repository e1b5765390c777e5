package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Policies of an account for many log groups. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html">
 * PutAccountPolicy</a>.
 */
final class AccountPolicies {
  static final String DATA_PROTECTION = "DATA_PROTECTION_POLICY";
  static final String TRANSFORMER = "TRANSFORMER_POLICY";
  static final String RETENTION = "RETENTION_POLICY";
  private static final String TABLE = "account policies";
  private static final List<String> TYPES =
      List.of(
          DATA_PROTECTION,
          TRANSFORMER,
          RETENTION,
          "SUBSCRIPTION_FILTER_POLICY",
          "FIELD_INDEX_POLICY",
          "METRIC_EXTRACTION_POLICY");
  private static final Pattern NAME = Pattern.compile("[^:*]{1,256}");
  private static final Pattern PREFIX =
      Pattern.compile("\\s*LogGroupNamePrefix\\s*=?\\s*\"?([^\"]*)\"?");
  private static final Pattern NOT_IN = Pattern.compile("\\s*LogGroupName NOT IN \\[(.*)]");
  private static final int PAGE = 50;

  private AccountPolicies() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutAccountPolicy", Operation.write(AccountPolicies::put),
        "DescribeAccountPolicies", Operation.read(AccountPolicies::describe),
        "DeleteAccountPolicy", Operation.command(AccountPolicies::delete));
  }

  static Stream<ObjectNode> of(Place place, Store store, String type) {
    return Store.startingWith(place.table(store, TABLE), type + "/").values().stream();
  }

  /** Whether the selection criteria of a policy, which may be absent, choose a log group. */
  static boolean selects(ObjectNode policy, String group) {
    String criteria = policy.path("selectionCriteria").asText();
    Matcher prefix = PREFIX.matcher(criteria);
    if (prefix.matches()) {
      return group.startsWith(prefix.group(1));
    }
    Matcher except = NOT_IN.matcher(criteria);
    return !except.matches() || !except.group(1).contains("\"" + group + "\"");
  }

  /** How long a retention policy keeps events. */
  static int days(ObjectNode policy) {
    return Traffic.read(policy.path("policyDocument").asText()).path("retentionInDays").asInt();
  }

  private static ObjectNode put(Call call) {
    Input input = call.input();
    input.named("policyName", 256, NAME);
    String type = input.required("policyType");
    input.checkOneOf("policyType", TYPES);
    String document = input.required("policyDocument");
    if (type.equals(DATA_PROTECTION)) {
      DataProtection.check(input, document);
      if (input.has("selectionCriteria")) {
        throw input.codes().invalid("A data protection policy has no selection criteria");
      }
    }
    ObjectNode row =
        input
            .only("policyName", "policyType", "policyDocument", "selectionCriteria")
            .put("scope", input.text("scope", "ALL"))
            .put("accountId", call.place().account())
            .put("lastUpdatedTime", call.store().now().toEpochMilli());
    call.table(TABLE).put(key(input), row);
    ObjectNode answer = Tree.object();
    answer.set("accountPolicy", row.deepCopy());
    return answer;
  }

  private static ObjectNode describe(Call call) {
    Input input = call.input();
    String type = input.required("policyType");
    input.checkOneOf("policyType", TYPES);
    NavigableMap<String, ObjectNode> found =
        new TreeMap<>(Store.startingWith(call.table(TABLE), type + "/"));
    input
        .text("policyName")
        .ifPresent(name -> found.keySet().removeIf(key -> !key.equals(type + "/" + name)));
    return Page.of(found, input, "nextToken", PAGE).answer("accountPolicies", "nextToken");
  }

  private static void delete(Call call) {
    if (call.table(TABLE).remove(key(call.input())) == null) {
      throw call.input().codes().notFound("The account policy does not exist.");
    }
  }

  private static String key(Input input) {
    return input.required("policyType") + "/" + input.required("policyName");
  }
}
