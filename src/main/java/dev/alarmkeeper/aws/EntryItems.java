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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Documents as items of a DynamoDB table. Names are aliased throughout, for {@code key} is a
 * reserved word. Source: DynamoDB API, "AttributeValue", "PutItem".
 */
record EntryItems(String table, String region) {
  static final String KIND = "kind";
  private static final String KEY = "key";
  private static final String VERSION = "version";
  private static final String DOCUMENT = "document";
  private static final String EXPIRES = "expires";

  /** Writes entries with their next versions, if the table has all of them as they were read. */
  TransactWriteItemsRequest puts(List<Entry> read, List<Entry> next) {
    return TransactWriteItemsRequest.builder()
        .transactItems(
            IntStream.range(0, read.size())
                .mapToObj(
                    i -> TransactWriteItem.builder().put(put(read.get(i), next.get(i))).build())
                .toList())
        .build();
  }

  private Put put(Entry read, Entry next) {
    Put.Builder request =
        Put.builder()
            .tableName(table)
            .item(item(next))
            .expressionAttributeNames(Map.of("#version", VERSION));
    return read.version() == 0
        ? request.conditionExpression("attribute_not_exists(#version)").build()
        : request
            .conditionExpression("#version = :read")
            .expressionAttributeValues(Map.of(":read", number(read.version())))
            .build();
  }

  /** Selects the items of so many kinds. */
  String selection(int kinds) {
    return "SELECT * FROM \"%s\" WHERE \"%s\" IN [%s]"
        .formatted(table, KIND, String.join(", ", Collections.nCopies(kinds, "?")));
  }

  /** What an item says; unreadable if it is none that we wrote. */
  Observed<Entry> entry(Map<String, AttributeValue> item) {
    String kind = kindOf(item);
    String key = keyOf(item);
    try {
      return new Present<>(
          new Entry(
              kind,
              key,
              Long.parseLong(require(value(item, VERSION).n(), VERSION)),
              Json.object(require(value(item, DOCUMENT).s(), DOCUMENT)),
              Optional.ofNullable(item.get(EXPIRES))
                  .map(it -> Instant.ofEpochSecond(Long.parseLong(require(it.n(), EXPIRES))))));
    } catch (JsonException
        | MalformedAnswerException
        | NumberFormatException
        | DateTimeException wrong) {
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

  /** An item's kind, whatever else it is. */
  static String kindOf(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(KIND)).map(AttributeValue::s).orElse("");
  }

  /** An item's key, whatever else it is. */
  static String keyOf(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(KEY)).map(AttributeValue::s).orElse("");
  }

  /** The command with which a person reads or deletes an item. */
  String command(String verb, String kind, String key) {
    Map<String, @Nullable Object> primary = new LinkedHashMap<>();
    primary.put(KIND, Map.of("S", kind));
    primary.put(KEY, Map.of("S", key));
    return "aws dynamodb %s --region %s --table-name %s --key %s"
        .formatted(verb, region, Shell.word(table), Shell.word(Json.text(primary)));
  }

  static Map<String, AttributeValue> primaryKey(String kind, String key) {
    return Map.of(KIND, text(kind), KEY, text(key));
  }

  static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static Map<String, AttributeValue> item(Entry entry) {
    Map<String, AttributeValue> item = new HashMap<>(primaryKey(entry.kind(), entry.key()));
    item.put(VERSION, number(entry.version()));
    item.put(DOCUMENT, text(Json.text(entry.document())));
    entry.expires().ifPresent(it -> item.put(EXPIRES, number(it.getEpochSecond())));
    return item;
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(String.valueOf(number));
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String attribute) {
    return require(item.get(attribute), attribute);
  }
}
