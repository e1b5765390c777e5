package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Documents in a DynamoDB table with partition key {@code kind} and sort key {@code key}, an item
 * for each document. Reads are consistent, and writes are conditional on the version that was read.
 * Source: DynamoDB API.
 */
public final class DynamoDocumentStore implements DocumentStore {
  /** Why an item keeps a transaction from being made where somebody else writes it. */
  private static final Set<String> OVERTAKEN =
      Set.of("ConditionalCheckFailed", "TransactionConflict");

  private final DynamoDbClient dynamo;
  private final String table;
  private final EntryItems items;

  /** The documents in a table of a Region, whose client this is. */
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
    return read(
        "dynamodb:Query",
        table + " " + kind,
        () -> this.<Map<String, AttributeValue>>entries(after -> query(kind, after)));
  }

  @Override
  public Observed<List<Entry>> allOf(Set<String> kinds) {
    List<String> sorted = kinds.stream().sorted().toList();
    return read(
        "dynamodb:PartiQLSelect",
        table + " " + String.join(", ", sorted),
        () -> this.<String>entries(after -> select(sorted, after)));
  }

  /**
   * Source: DynamoDB API, "TransactWriteItems". The SDK gives every request a token, so that one
   * whose answer was lost is not refused for its own writes when it is made again.
   */
  @Override
  public WrittenAll writeAll(List<Entry> entries) {
    if (entries.isEmpty()) {
      return new WrittenAll.Kept(entries);
    }
    List<Entry> next = entries.stream().map(Entry::written).toList();
    Optional<Entry> large = next.stream().filter(it -> bytes(it) > LARGEST_DOCUMENT).findFirst();
    if (large.isPresent()) {
      return new WrittenAll.Failed(
          "dynamodb:PutItem %s: an item has room for 400 KB, and this document has %d bytes"
              .formatted(named(large.get().kind(), large.get().key()), bytes(large.get())));
    }
    try {
      dynamo.transactWriteItems(items.puts(entries, next));
      return new WrittenAll.Kept(next);
    } catch (TransactionCanceledException cancelled) {
      List<Entry> overtaken = overtaken(entries, cancelled.cancellationReasons());
      return overtaken.isEmpty() ? failed(next, cancelled) : new WrittenAll.Conflict(overtaken);
    } catch (SdkException failed) {
      return failed(next, failed);
    }
  }

  /** The reasons stand in the order of the items. */
  private static List<Entry> overtaken(List<Entry> entries, List<CancellationReason> reasons) {
    return IntStream.range(0, Math.min(entries.size(), reasons.size()))
        .filter(i -> OVERTAKEN.contains(String.valueOf(reasons.get(i).code())))
        .mapToObj(entries::get)
        .toList();
  }

  private static int bytes(Entry entry) {
    return Json.utf8(entry.document()).length;
  }

  /** A page of items, and where the next one begins. */
  private record Page<T>(List<Map<String, AttributeValue>> items, Optional<T> next) {}

  private <T> Observed<List<Entry>> entries(Function<Optional<T>, Page<T>> pages) {
    List<Entry> entries = new ArrayList<>();
    Optional<T> next = Optional.empty();
    do {
      Page<T> page = pages.apply(next);
      for (Map<String, AttributeValue> item : page.items()) {
        switch (items.entry(item)) {
          case Present<Entry>(Entry entry) -> entries.add(entry);
          case Absent<Entry> _ -> {}
          // It must neither look like one that is not there, nor hide the others.
          case Unreadable<Entry>(String reason, _) ->
              entries.add(Entry.defective(EntryItems.kindOf(item), EntryItems.keyOf(item), reason));
        }
      }
      next = page.next();
    } while (next.isPresent());
    entries.sort(Comparator.comparing(Entry::kind).thenComparing(Entry::key));
    return new Present<>(List.copyOf(entries));
  }

  private Page<Map<String, AttributeValue>> query(
      String kind, Optional<Map<String, AttributeValue>> after) {
    QueryResponse answer = page(kind, after.orElse(Map.of()));
    if (!answer.hasItems()) {
      throw new MalformedAnswerException("the answer has no Items");
    }
    return new Page<>(
        answer.items(), Optional.of(answer.lastEvaluatedKey()).filter(it -> !it.isEmpty()));
  }

  /**
   * With an IN over partition keys it reads no other items. Source: DynamoDB Developer Guide,
   * "PartiQL select statements for DynamoDB".
   */
  private Page<String> select(List<String> kinds, Optional<String> after) {
    ExecuteStatementResponse answer =
        dynamo.executeStatement(
            it ->
                it.statement(items.selection(kinds.size()))
                    .parameters(kinds.stream().map(EntryItems::text).toList())
                    .consistentRead(true)
                    .nextToken(after.orElse(null)));
    if (!answer.hasItems()) {
      throw new MalformedAnswerException("the answer has no Items");
    }
    return new Page<>(answer.items(), Optional.ofNullable(answer.nextToken()));
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

  private WrittenAll.Failed failed(List<Entry> entries, SdkException cause) {
    Entry first = entries.getFirst();
    String others = entries.size() == 1 ? "" : " and %d more".formatted(entries.size() - 1);
    return new WrittenAll.Failed(
        Failure.of("dynamodb:PutItem", named(first.kind(), first.key()) + others, cause).message()
            + absence(cause));
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
