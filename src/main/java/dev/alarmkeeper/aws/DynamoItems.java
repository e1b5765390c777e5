package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.Shell;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's entries as items of a DynamoDB table. Names are aliased throughout, for {@code key} is
 * a reserved word. Source: DynamoDB API, "AttributeValue", "PutItem".
 */
record DynamoItems(String table, String region) {
  private static final String KIND = "kind";
  private static final String KEY = "key";
  private static final String VERSION = "version";
  private static final String DOCUMENT = "document";
  private static final String EXPIRES = "expires";

  /** Tells one write from every other, so that a writer whose answer was lost knows its own. */
  private static final String WRITE = "write";

  Map<String, Object> query(String kind, Map<?, ?> after) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("TableName", table);
    input.put("ConsistentRead", true);
    input.put("KeyConditionExpression", "#kind = :kind");
    input.put("ExpressionAttributeNames", Map.of("#kind", KIND));
    input.put("ExpressionAttributeValues", Map.of(":kind", text(kind)));
    if (!after.isEmpty()) {
      input.put("ExclusiveStartKey", after);
    }
    return input;
  }

  Map<String, Object> get(String kind, String key) {
    return Map.of("TableName", table, "ConsistentRead", true, "Key", primaryKey(kind, key));
  }

  /** Writes an entry with its next version, if the table has it as it was read. */
  Map<String, Object> put(Entry read, Entry next, String write) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("TableName", table);
    input.put("Item", item(next, write));
    if (read.version() == 0) {
      input.put("ConditionExpression", "attribute_not_exists(#version)");
    } else {
      input.put("ConditionExpression", "#version = :read");
      input.put("ExpressionAttributeValues", Map.of(":read", number(read.version())));
    }
    input.put("ExpressionAttributeNames", Map.of("#version", VERSION));
    return input;
  }

  static boolean isOf(String write, Map<?, ?> item) {
    return text(write).equals(item.get(WRITE));
  }

  /** What an item says; unreadable if it is none that we wrote. */
  Observed<Entry> entry(Map<?, ?> item) {
    String kind = String.valueOf(value(item, KIND, "S"));
    String key = String.valueOf(value(item, KEY, "S"));
    try {
      return new Present<>(
          new Entry(
              kind,
              key,
              Long.parseLong(required(item, VERSION, "N")),
              Json.object(required(item, DOCUMENT, "S")),
              Optional.ofNullable(value(item, EXPIRES, "N"))
                  .map(it -> Instant.ofEpochSecond(Long.parseLong(String.valueOf(it))))));
    } catch (JsonException | MalformedAnswerException | NumberFormatException wrong) {
      return new Unreadable<>(
          "item %s of table %s is not as alarmkeeper writes it (%s): look at it with %s, and put it"
                  .formatted(
                      UntrustedText.of(kind + " " + key),
                      table,
                      UntrustedText.of(String.valueOf(wrong.getMessage())),
                      command("get-item", kind, key))
              + " right or delete it",
          false);
    }
  }

  /** The command with which a person reads or deletes an item. */
  String command(String verb, String kind, String key) {
    return "aws dynamodb %s --region %s --table-name %s --key %s"
        .formatted(verb, region, Shell.word(table), Shell.word(Json.text(primaryKey(kind, key))));
  }

  private static Map<String, Object> item(Entry entry, String write) {
    Map<String, Object> item = new LinkedHashMap<>(primaryKey(entry.kind(), entry.key()));
    item.put(VERSION, number(entry.version()));
    item.put(DOCUMENT, text(Json.text(entry.document())));
    item.put(WRITE, text(write));
    entry.expires().ifPresent(it -> item.put(EXPIRES, number(it.getEpochSecond())));
    return item;
  }

  private static Map<String, Object> primaryKey(String kind, String key) {
    Map<String, Object> primary = new LinkedHashMap<>();
    primary.put(KIND, text(kind));
    primary.put(KEY, text(key));
    return primary;
  }

  private static Map<String, String> text(String text) {
    return Map.of("S", text);
  }

  private static Map<String, String> number(long number) {
    return Map.of("N", String.valueOf(number));
  }

  private static String required(Map<?, ?> item, String attribute, String type) {
    return String.valueOf(require(value(item, attribute, type), attribute));
  }

  private static @Nullable Object value(Map<?, ?> item, String attribute, String type) {
    return item.get(attribute) instanceof Map<?, ?> typed ? typed.get(type) : null;
  }
}
