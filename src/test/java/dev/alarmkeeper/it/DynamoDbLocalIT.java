package dev.alarmkeeper.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.localaws.DynamoDbLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The ledger in AWS's own DynamoDB local. */
class DynamoDbLocalIT extends DocumentStoreContract {
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
  DocumentStore ledger() {
    return ledger(TABLE);
  }

  @Override
  DocumentStore ledgerWithoutTable() {
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

  private DynamoDocumentStore ledger(String table) {
    return new DynamoDocumentStore(dynamoDb.client(), "us-east-1", table);
  }
}
