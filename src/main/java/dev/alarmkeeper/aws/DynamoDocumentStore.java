package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.Pace.Sleeper;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.text.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The ledger in a DynamoDB table with partition key {@code kind} and sort key {@code key}, an item
 * for each document. Reads are consistent, and writes are conditional on the version that was read.
 * Each call is attempted three times at most, so that none takes longer than three timeouts of the
 * transport. Source: DynamoDB API.
 */
public final class DynamoDocumentStore implements DocumentStore {
  /** Source: DynamoDB Developer Guide, "Service, account, and table quotas". */
  private static final int LARGEST_ITEM = 400 * 1024;

  /** Beside the document an item has names, keys, a version and a mark. */
  private static final int LARGEST_DOCUMENT = LARGEST_ITEM - 4 * 1024;

  private final DynamoTable table;
  private final DynamoItems items;

  /** The ledger in a table of a Region. */
  public DynamoDocumentStore(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      String region,
      URI endpoint,
      String table,
      Sleeper sleeper) {
    var dynamo = new JsonService(http, credentials, region, endpoint, JsonApi.DYNAMODB);
    this.table = new DynamoTable(dynamo, table, new Attempts(sleeper));
    items = new DynamoItems(table, region);
  }

  /** The command with which a person deletes a document: no method here does. */
  public String deletion(String kind, String key) {
    return items.command("delete-item", kind, key);
  }

  @Override
  public Observed<List<Entry>> all(String kind) {
    return table.read("dynamodb:Query", table.name() + " " + kind, () -> query(kind));
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
      var _ = table.call("PutItem", items.put(read, next, write));
      return new Written.Kept(next);
    } catch (AwsServiceException refused) {
      return refused.awsErrorDetails().errorCode().equals("ConditionalCheckFailedException")
          ? winner(next, write)
          : failed(next, refused);
    } catch (SdkException failed) {
      return failed(next, failed);
    } catch (MalformedAnswerException malformed) {
      return new Written.Failed(
          "dynamodb:PutItem "
              + table.item(next.kind(), next.key())
              + ": "
              + malformed.getMessage());
    }
  }

  private Observed<List<Entry>> query(String kind) {
    List<Entry> entries = new ArrayList<>();
    Map<?, ?> last = Map.of();
    do {
      Map<String, @Nullable Object> page = table.call("Query", items.query(kind, last));
      if (!(page.get("Items") instanceof List<?> found)) {
        throw new MalformedAnswerException("the answer has no Items");
      }
      for (Object item : found) {
        switch (items.entry(map(item))) {
          case Present<Entry>(Entry entry) -> entries.add(entry);
          case Absent<Entry> _ -> {}
          // A document that cannot be read must not look like one that is not there.
          case Unreadable<Entry>(String reason, boolean retryable) -> {
            return new Unreadable<>(reason, retryable);
          }
        }
      }
      last = map(page.get("LastEvaluatedKey"));
    } while (!last.isEmpty());
    return new Present<>(List.copyOf(entries));
  }

  private Observed<Map<?, ?>> item(String kind, String key) {
    return table.read(
        "dynamodb:GetItem",
        table.item(kind, key),
        () -> {
          Map<?, ?> item = map(table.call("GetItem", items.get(kind, key)).get("Item"));
          return item.isEmpty() ? new Absent<>() : new Present<>(item);
        });
  }

  /**
   * The condition failed: because of somebody else's write, or of our own whose answer was lost.
   */
  private Written winner(Entry next, String write) {
    return switch (item(next.kind(), next.key())) {
      case Present<Map<?, ?>>(var item) when DynamoItems.isOf(write, item) ->
          new Written.Kept(next);
      case Present<Map<?, ?>> _, Absent<Map<?, ?>> _ -> new Written.Conflict();
      case Unreadable<Map<?, ?>>(String reason, _) -> new Written.Failed(reason);
    };
  }

  private Written failed(Entry next, SdkException cause) {
    int bytes = Json.utf8(next.document()).length;
    String advice =
        bytes > LARGEST_DOCUMENT
            ? "; an item has room for 400 KB, and this document has " + bytes + " bytes"
            : DynamoTable.absence(cause);
    return new Written.Failed(
        Failure.of("dynamodb:PutItem", table.item(next.kind(), next.key()), cause).message()
            + advice);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
