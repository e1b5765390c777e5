package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reading trails, with all that is different for shadows and for organization trails. */
final class Trails {
  static final String TABLE = "trails";
  private static final Pattern ARN =
      Pattern.compile("arn:[\\w-]+:cloudtrail:[\\w-]+:\\d{12}:trail/[\\w.-]+");

  private Trails() {}

  static Map<String, Operation> operations() {
    return Map.of("DescribeTrails", Operation.read(Trails::describe));
  }

  /** The trail with that ARN, or with that name if home is here; refused if there is none. */
  static ObjectNode existing(Call call, String nameOrArn) {
    return find(call, nameOrArn, row -> isHome(call, row));
  }

  /** The same for changes: a name also finds a shadow, which is then refused for being one. */
  static ObjectNode changeable(Call call, String nameOrArn) {
    ObjectNode row = find(call, nameOrArn, candidate -> isOwn(call, candidate));
    if (!isOwn(call, row)) {
      throw AwsError.refused(
          "NotOrganizationMasterAccountException", "Only the management account may do that");
    }
    if (!isHome(call, row)) {
      throw AwsError.refused(
          "InvalidHomeRegionException",
          "Trail %s can only be changed from its home region, %s"
              .formatted(nameOrArn, row.path("HomeRegion").asText()));
    }
    return row;
  }

  /** What can be seen from here: own trails of this region, shadows, organization trails. */
  static NavigableMap<String, ObjectNode> visible(Call call) {
    NavigableMap<String, ObjectNode> visible = new TreeMap<>(call.store().table(TABLE));
    visible
        .values()
        .removeIf(
            row ->
                !(isOwn(call, row) || row.path("IsOrganizationTrail").asBoolean())
                    || !(isHere(call, row) || row.path("IsMultiRegionTrail").asBoolean()));
    return visible;
  }

  private static ObjectNode find(Call call, String nameOrArn, Predicate<ObjectNode> byName) {
    if (nameOrArn.startsWith("arn:") && !ARN.matcher(nameOrArn).matches()) {
      throw AwsError.refused("CloudTrailARNInvalidException", "Invalid ARN: " + nameOrArn);
    }
    return visible(call).values().stream()
        .filter(row -> is(row, nameOrArn, byName))
        .findFirst()
        .orElseThrow(
            () ->
                AwsError.refused(
                    "TrailNotFoundException",
                    "Unknown trail: %s for the user: %s"
                        .formatted(nameOrArn, call.place().account())));
  }

  private static boolean is(ObjectNode row, String nameOrArn, Predicate<ObjectNode> byName) {
    return row.path("TrailARN").asText().equals(nameOrArn)
        || (row.path("Name").asText().equals(nameOrArn) && byName.test(row));
  }

  private static boolean isOwn(Call call, ObjectNode row) {
    return row.path("TrailARN").asText().split(":", -1)[4].equals(call.place().account());
  }

  private static boolean isHere(Call call, ObjectNode row) {
    return row.path("HomeRegion").asText().equals(call.place().region());
  }

  private static boolean isHome(Call call, ObjectNode row) {
    return isOwn(call, row) && isHere(call, row);
  }

  private static ObjectNode describe(Call call) {
    List<String> names = call.input().texts("trailNameList", 0, Integer.MAX_VALUE);
    boolean shadows = call.input().flag("includeShadowTrails", true);
    List<ObjectNode> found =
        visible(call).values().stream()
            .filter(row -> shadows || isHome(call, row))
            .filter(
                row ->
                    names.isEmpty()
                        || names.stream().anyMatch(name -> is(row, name, own -> isHome(call, own))))
            .map(Trails::described)
            .toList();
    ObjectNode answer = Tree.object();
    answer.set("trailList", Tree.array(found));
    return answer;
  }

  static ObjectNode described(ObjectNode row) {
    ObjectNode described = row.deepCopy();
    described.remove(List.of("Status", "Selectors"));
    return described.put("HasCustomEventSelectors", row.has("Selectors"));
  }
}
