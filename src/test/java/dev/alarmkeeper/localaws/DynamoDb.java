package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;

/**
 * DynamoDB, as far as alarmkeeper keeps documents in it: tables with partition key {@code kind} and
 * sort key {@code key}, and the two conditions of a versioned write. The contract of the ledger is
 * run against this and against AWS's own DynamoDB local alike.
 */
public final class DynamoDb implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationException",
          "AccessDeniedException",
          "ProvisionedThroughputExceededException",
          "InternalServerError",
          "ResourceNotFoundException");
  private static final String TABLES = "tables";
  private static final int LARGEST_ITEM = 400 * 1024;

  private final World world;
  private final Place home;
  private volatile int itemsPerPage = 100;

  DynamoDb(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** Makes an empty table in the home account. */
  public void addTable(String name) {
    world.change(store -> home.table(store, TABLES).put(name, Tree.object()));
  }

  /** Puts an item as somebody would who is not alarmkeeper. */
  public void put(String table, ObjectNode item) {
    world.change(store -> home.table(store, items(table)).put(key(item), item));
  }

  /** Deletes an item as a person would: alarmkeeper does not. */
  public void delete(String table, String kind, String key) {
    world.change(store -> home.table(store, items(table)).remove(kind + "\0" + key));
  }

  /** How many items Query answers with at once; AWS counts bytes. */
  public void itemsPerPage(int count) {
    itemsPerPage = count;
  }

  @Override
  public String prefix() {
    return "dynamodb";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "GetItem", Operation.read(DynamoDb::get),
        "Query", Operation.read(this::query),
        "PutItem", Operation.command(DynamoDb::put));
  }

  private static ObjectNode get(Call call) {
    ObjectNode item = table(call).get(key(call.input().node("Key")));
    ObjectNode answer = Tree.object();
    if (item != null) {
      answer.set("Item", item.deepCopy());
    }
    return answer;
  }

  private ObjectNode query(Call call) {
    Input input = call.input();
    if (!input.required("KeyConditionExpression").equals("#kind = :kind")) {
      throw new UnsupportedOperationException("no such condition here");
    }
    String prefix = input.node("ExpressionAttributeValues").at("/:kind/S").asText() + "\0";
    NavigableMap<String, ObjectNode> found = Store.startingWith(table(call), prefix);
    if (input.has("ExclusiveStartKey")) {
      found = found.tailMap(key(input.node("ExclusiveStartKey")), false);
    }
    ObjectNode answer = Tree.object();
    answer.set("Items", Tree.array(found.values().stream().limit(itemsPerPage).toList()));
    if (found.size() > itemsPerPage) {
      ObjectNode last = found.values().stream().skip(itemsPerPage - 1L).findFirst().orElseThrow();
      answer.set(
          "LastEvaluatedKey",
          Tree.object().<ObjectNode>setAll(last.deepCopy().retain("kind", "key")));
    }
    return answer;
  }

  private static void put(Call call) {
    Input input = call.input();
    ObjectNode item = input.node("Item").deepCopy();
    if (item.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST_ITEM) {
      throw CODES.invalid("Item size has exceeded the maximum allowed size");
    }
    ObjectNode old = table(call).get(key(item));
    JsonNode version = old == null ? Tree.object().path("version") : old.path("version");
    boolean holds =
        switch (input.required("ConditionExpression")) {
          case "attribute_not_exists(#version)" -> version.isMissingNode();
          case "#version = :read" ->
              version.equals(input.node("ExpressionAttributeValues").path(":read"));
          default -> throw new UnsupportedOperationException("no such condition here");
        };
    if (!holds) {
      throw AwsError.refused("ConditionalCheckFailedException", "The conditional request failed");
    }
    table(call).put(key(item), item);
  }

  private static NavigableMap<String, ObjectNode> table(Call call) {
    String name = call.input().required("TableName");
    if (!call.exists(TABLES, name)) {
      throw CODES.notFound("Cannot do operations on a non-existent table");
    }
    return call.table(items(name));
  }

  private static String items(String table) {
    return "items of " + table;
  }

  private static String key(JsonNode item) {
    return item.at("/kind/S").asText() + "\0" + item.at("/key/S").asText();
  }
}
