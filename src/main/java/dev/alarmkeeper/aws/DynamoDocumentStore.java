package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * The ledger in a DynamoDB table with partition key {@code kind} and sort key {@code key}, an item
 * for each document. Reads are consistent, and writes are conditional on the version that was read.
 * Source: DynamoDB API.
 */
public final class DynamoDocumentStore implements DocumentStore {
  /** Source: DynamoDB Developer Guide, "Service, account, and table quotas". */
  private static final int LARGEST_ITEM = 400 * 1024;

  /** Beside the document an item has names, keys, a version and a mark. */
  private static final int LARGEST_DOCUMENT = LARGEST_ITEM - 4 * 1024;

  private final DynamoDbClient dynamo;
  private final String table;
  private final EntryItems items;

  /** The ledger in a table of a Region, whose client this is. */
  public DynamoDocumentStore(DynamoDbClient dynamo, String region, String table) {
    this.dynamo = dynamo;
    this.table = table;
    items = new EntryItems(table, region);
  }

  /** The command with which a person deletes a document: no method here does. */
  public String deletion(String kind, String key) {
    return items.command("delete-item", kind, key);
  }

  @Override
  public Observed<List<Entry>> all(String kind) {
    return read("dynamodb:Query", table + " " + kind, () -> query(kind));
  }

  @Override
  public Observed<Entry> one(String kind, String key) {
    return item(kind, key).flatMap(items::entry);
  }

  @Override
  public Written put(Entry read) {
    Entry next =
        new Entry(read.kind(), read.key(), read.version() + 1, read.document(), read.expires());
    String write = UUID.randomUUID().toString();
    try {
      dynamo.putItem(items.put(read, next, write));
      return new Written.Kept(next);
    } catch (ConditionalCheckFailedException _) {
      return winner(next, write);
    } catch (SdkException failed) {
      return failed(next, failed);
    }
  }

  private Observed<List<Entry>> query(String kind) {
    List<Entry> entries = new ArrayList<>();
    Map<String, AttributeValue> last = Map.of();
    do {
      QueryResponse page = page(kind, last);
      if (!page.hasItems()) {
        throw new MalformedAnswerException("the answer has no Items");
      }
      for (Map<String, AttributeValue> item : page.items()) {
        switch (items.entry(item)) {
          case Present<Entry>(Entry entry) -> entries.add(entry);
          case Absent<Entry> _ -> {}
          // It must neither look like one that is not there, nor hide the others.
          case Unreadable<Entry>(String reason, _) ->
              entries.add(Entry.defective(kind, EntryItems.keyOf(item), reason));
        }
      }
      last = page.lastEvaluatedKey();
    } while (!last.isEmpty());
    return new Present<>(List.copyOf(entries));
  }

  private QueryResponse page(String kind, Map<String, AttributeValue> after) {
    return dynamo.query(
        it ->
            it.tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#kind = :kind")
                .expressionAttributeNames(Map.of("#kind", EntryItems.KIND))
                .expressionAttributeValues(Map.of(":kind", EntryItems.text(kind)))
                .exclusiveStartKey(after.isEmpty() ? null : after));
  }

  private Observed<Map<String, AttributeValue>> item(String kind, String key) {
    return read(
        "dynamodb:GetItem",
        named(kind, key),
        () -> {
          Map<String, AttributeValue> item =
              dynamo
                  .getItem(
                      it ->
                          it.tableName(table)
                              .consistentRead(true)
                              .key(EntryItems.primaryKey(kind, key)))
                  .item();
          return item.isEmpty() ? new Absent<>() : new Present<>(item);
        });
  }

  /**
   * The condition failed: because of somebody else's write, or of our own whose answer was lost.
   */
  private Written winner(Entry next, String write) {
    return switch (item(next.kind(), next.key())) {
      case Present<Map<String, AttributeValue>>(var item) when EntryItems.isOf(write, item) ->
          new Written.Kept(next);
      case Present<Map<String, AttributeValue>> _, Absent<Map<String, AttributeValue>> _ ->
          new Written.Conflict();
      case Unreadable<Map<String, AttributeValue>>(String reason, _) -> new Written.Failed(reason);
    };
  }

  private Written failed(Entry next, SdkException cause) {
    int bytes = Json.utf8(next.document()).length;
    String advice =
        bytes > LARGEST_DOCUMENT
            ? "; an item has room for 400 KB, and this document has " + bytes + " bytes"
            : absence(cause);
    return new Written.Failed(
        Failure.of("dynamodb:PutItem", named(next.kind(), next.key()), cause).message() + advice);
  }

  private static <T> Observed<T> read(String operation, String item, Supplier<Observed<T>> read) {
    return Read.of(
        operation,
        item,
        () -> {
          try {
            return read.get();
          } catch (ResourceNotFoundException refused) {
            return new Unreadable<>(
                Failure.of(operation, item, refused).message() + absence(refused), false);
          }
        });
  }

  /** What to do where it is the table that is not there; otherwise empty. */
  private static String absence(SdkException cause) {
    return cause instanceof ResourceNotFoundException
        ? "; the table is not there: deploy the template again, or set EVIDENCE_TABLE to one that"
            + " is"
        : "";
  }

  /** An item, as messages name it. */
  private String named(String kind, String key) {
    return "%s %s %s".formatted(table, kind, key);
  }
}
