package dev.alarmkeeper.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alarmkeeper.aws.DynamoLedger;
import dev.alarmkeeper.evidence.Ledger;
import dev.alarmkeeper.localaws.DynamoDbLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The ledger in AWS's own DynamoDB local. */
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64|x86_64",
    disabledReason = "DynamoDB local's store is published for x86 alone")
class DynamoDbLocalIT extends LedgerContract {
  private final DynamoDbLocal dynamoDb = DynamoDbLocal.started();

  @BeforeEach
  void makeTable() {
    dynamoDb.addTable(TABLE);
  }

  @AfterEach
  void deleteTable() {
    dynamoDb.call("DeleteTable", "{\"TableName\": \"%s\"}".formatted(TABLE));
  }

  @Override
  Ledger ledger() {
    return ledger(TABLE);
  }

  @Override
  Ledger ledgerWithoutTable() {
    return ledger("nowhere");
  }

  @Override
  void putByHand(String item) {
    dynamoDb.call("PutItem", "{\"TableName\": \"%s\", \"Item\": %s}".formatted(TABLE, item));
  }

  @Override
  String attribute(String kind, String key, String name) {
    String answer =
        dynamoDb.call(
            "GetItem",
            """
            {"TableName": "%s", "Key": {"kind": {"S": "%s"}, "key": {"S": "%s"}}}\
            """
                .formatted(TABLE, kind, key));
    try {
      return new ObjectMapper().readTree(answer).path("Item").path(name).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private DynamoLedger ledger(String table) {
    return new DynamoLedger(dynamoDb.client(), "us-east-1", table);
  }
}
