package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final String TOKENS = "transactions";
  private static final int LARGEST_ITEM = 400 * 1024;
  private static final int LARGEST_TRANSACTION = 4 * 1024 * 1024;
  private static final int MOST_AT_ONCE = 100;
  private static final Pattern SELECTION =
      Pattern.compile("SELECT \\* FROM \"([\\w.-]+)\" WHERE \"kind\" IN \\[(\\?(?:, \\?)*)]");

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
        "Query", Operation.read(this::query),
        "ExecuteStatement", Operation.read(this::select),
        "TransactWriteItems", Operation.command(DynamoDb::transact));
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
    ObjectNode answer = page(found);
    if (found.size() > itemsPerPage) {
      ObjectNode last = found.values().stream().skip(itemsPerPage - 1L).findFirst().orElseThrow();
      answer.set(
          "LastEvaluatedKey",
          Tree.object().<ObjectNode>setAll(last.deepCopy().retain("kind", "key")));
    }
    return answer;
  }

  private ObjectNode page(NavigableMap<String, ObjectNode> found) {
    ObjectNode answer = Tree.object();
    answer.set("Items", Tree.array(found.values().stream().limit(itemsPerPage).toList()));
    return answer;
  }

  /** PartiQL, as far as it selects the items of some partition keys. */
  private ObjectNode select(Call call) {
    Input input = call.input();
    Matcher statement = SELECTION.matcher(input.required("Statement"));
    if (!statement.matches()) {
      throw new UnsupportedOperationException("no such statement here");
    }
    JsonNode parameters = input.node("Parameters");
    if (parameters.size() != statement.group(2).split(",").length) {
      throw CODES.invalid("Number of parameters in request and statement don't match.");
    }
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    parameters.forEach(
        it ->
            found.putAll(
                Store.startingWith(table(call, statement.group(1)), it.path("S").asText() + "\0")));
    NavigableMap<String, ObjectNode> left =
        input.has("NextToken") ? found.tailMap(input.required("NextToken"), false) : found;
    ObjectNode answer = page(left);
    if (left.size() > itemsPerPage) {
      answer.put(
          "NextToken", left.keySet().stream().skip(itemsPerPage - 1L).findFirst().orElseThrow());
    }
    return answer;
  }

  /**
   * All or none. The same request with the same token is made once. Source: DynamoDB API,
   * "TransactWriteItems".
   */
  private static void transact(Call call) {
    JsonNode all = call.input().node("TransactItems");
    if (all.isEmpty() || all.size() > MOST_AT_ONCE) {
      throw CODES.invalid(
          "Member must have length less than or equal to 100 and greater than or equal to 1");
    }
    ObjectNode made = Tree.object().set("TransactItems", all.deepCopy());
    String token = call.input().required("ClientRequestToken");
    ObjectNode before = call.table(TOKENS).get(token);
    if (made.equals(before)) {
      return;
    }
    if (before != null) {
      throw AwsError.refused(
          "IdempotentParameterMismatchException",
          "The token was used with other parameters before");
    }
    Map<String, ObjectNode> items = new LinkedHashMap<>();
    List<String> reasons = new ArrayList<>();
    int bytes = 0;
    for (JsonNode one : all) {
      JsonNode put = one.path("Put");
      if (one.size() != 1 || !put.isObject()) {
        throw new UnsupportedOperationException("only Put is known here");
      }
      NavigableMap<String, ObjectNode> table = table(call, put.path("TableName").asText());
      ObjectNode item = put.path("Item").deepCopy();
      bytes += bytes(item);
      if (items.put(put.path("TableName").asText() + "\0" + key(item), item) != null) {
        throw CODES.invalid("Transaction request cannot include multiple operations on one item");
      }
      reasons.add(
          bytes(item) > LARGEST_ITEM
              ? "ValidationError"
              : holds(put, table.get(key(item))) ? "None" : "ConditionalCheckFailed");
    }
    if (bytes > LARGEST_TRANSACTION) {
      throw CODES.invalid("Collection size of items in transaction exceeds 4 MB");
    }
    if (reasons.stream().anyMatch(it -> !it.equals("None"))) {
      throw AwsError.refused(
          "TransactionCanceledException",
          "Transaction cancelled, please refer cancellation reasons for specific reasons "
              + reasons,
          Tree.object()
              .set(
                  "CancellationReasons",
                  Tree.array(reasons.stream().map(it -> Tree.object().put("Code", it)).toList())));
    }
    all.forEach(
        it -> {
          ObjectNode item = it.path("Put").path("Item").deepCopy();
          table(call, it.path("Put").path("TableName").asText()).put(key(item), item);
        });
    call.table(TOKENS).put(token, made);
  }

  private static int bytes(ObjectNode item) {
    return item.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean holds(JsonNode put, @Nullable ObjectNode old) {
    JsonNode version = old == null ? Tree.object().path("version") : old.path("version");
    return switch (put.path("ConditionExpression").asText()) {
      case "attribute_not_exists(#version)" -> version.isMissingNode();
      case "#version = :read" ->
          version.equals(put.path("ExpressionAttributeValues").path(":read"));
      default -> throw new UnsupportedOperationException("no such condition here");
    };
  }

  private static NavigableMap<String, ObjectNode> table(Call call) {
    return table(call, call.input().required("TableName"));
  }

  private static NavigableMap<String, ObjectNode> table(Call call, String name) {
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
