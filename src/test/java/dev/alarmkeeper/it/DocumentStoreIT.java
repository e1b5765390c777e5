package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Faults;
import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger in the local AWS, which fails on command. */
class DocumentStoreIT extends DocumentStoreContract {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private LocalAws aws;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.dynamoDb().addTable(TABLE);
    aws.dynamoDb().itemsPerPage(2);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  static Stream<Named<Consumer<Faults.When>>> passing() {
    return Stream.of(
        Named.of("throttled", Faults.When::throttle),
        Named.of("500", Faults.When::fail),
        Named.of("500 after effect", Faults.When::failAfterEffect),
        Named.of("no answer before effect", Faults.When::timeOutBeforeEffect),
        Named.of("no answer after effect", Faults.When::timeOutAfterEffect),
        Named.of("garbled after effect", Faults.When::malformedAnswer));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsSurvived(Consumer<Faults.When> fault) {
    fault.accept(aws.faults().on("dynamodb:*").first(2));
    Entry first = kept(fresh("a"));
    aws.faults().clear();

    fault.accept(aws.faults().on("dynamodb:*").first(2));
    Entry second = kept(first.with(Map.of("n", "2"), Optional.empty()));
    aws.faults().clear();

    fault.accept(aws.faults().on("dynamodb:*").first(2));
    assertThat(ledger().one("incident", "a")).isEqualTo(new Present<>(second));
    aws.faults().clear();

    fault.accept(aws.faults().on("dynamodb:*").first(2));
    assertThat(ledger().all("incident")).isEqualTo(new Present<>(List.of(second)));
    assertThat(second.version()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatDoesNotPassIsToldAfterThreeAttempts(Consumer<Faults.When> fault) {
    fault.accept(aws.faults().on("dynamodb:Query"));

    assertThat(unreadable(ledger().one("incident", "a")).retryable()).isTrue();
    assertThat(unreadable(ledger().one("incident", "a")).reason())
        .startsWith("dynamodb:Query evidence incident: ");
    assertThat(aws.journal().count("dynamodb:Query")).isEqualTo(6);
  }

  @Test
  void aWriteOfWhichNobodyKnowsIsNotCalledKept() {
    aws.faults().on("dynamodb:TransactWriteItems").call(1).timeOutAfterEffect();
    aws.faults().on("dynamodb:*").from(2).fail();

    assertThat(ledger().put(fresh("a"))).isInstanceOf(Failed.class);
  }

  @Test
  void theSameWordsOfSomebodyElseAreNotOurs() {
    aws.faults().on("dynamodb:TransactWriteItems").call(1).by(Keeper.NAME).timeOutBeforeEffect();
    aws.after(
        "dynamodb:TransactWriteItems",
        () -> assertThat(as("other").put(fresh("a"))).isInstanceOf(Kept.class));

    Written written = ledger().put(fresh("a"));

    assertThat(written).isEqualTo(new Conflict());
  }

  @Test
  void aDeniedTableIsAPersonsToOpen() {
    aws.faults().on("dynamodb:*").deny();

    assertThat(unreadable(ledger().all("incident")).retryable()).isFalse();
    assertThat(ledger().put(fresh("a")))
        .asInstanceOf(InstanceOfAssertFactories.type(Failed.class))
        .extracting(Failed::why, InstanceOfAssertFactories.STRING)
        .contains("AccessDeniedException");
    assertThat(aws.journal().count("dynamodb:TransactWriteItems")).isEqualTo(1);
  }

  @Test
  void aFailedSecondPageIsNotAShorterListing() {
    Stream.of("a", "b", "c").forEach(key -> kept(fresh(key)));
    aws.faults().on("dynamodb:Query").from(2).fail();

    assertThat(unreadable(ledger().all("incident")).retryable()).isTrue();
  }

  @Test
  void anAnswerWithoutItemsIsNotAnEmptyListing() {
    aws.faults().on("dynamodb:Query").emptyAnswer();

    assertThat(unreadable(ledger().all("incident")).reason()).contains("no Items");
  }

  @Test
  void readsAreConsistent() {
    kept(fresh("a"));
    var _ = ledger().one("incident", "a");
    var _ = ledger().all("incident");

    assertThat(aws.journal().entries())
        .filteredOn(it -> !it.write())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.parameters().path("ConsistentRead").asBoolean()).isTrue());
  }

  @Override
  DocumentStore ledger() {
    return as(Keeper.NAME);
  }

  @Override
  DocumentStore ledgerWithoutTable() {
    return in("nowhere", Keeper.NAME);
  }

  @Override
  void putByHand(String item) {
    try {
      aws.dynamoDb().put(TABLE, (ObjectNode) new ObjectMapper().readTree(item));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String attribute(String kind, String key, String name) {
    ObjectNode item =
        aws.documents().entrySet().stream()
            .filter(it -> it.getKey().endsWith(kind + "\0" + key))
            .findFirst()
            .orElseThrow()
            .getValue();
    return item.path(name).toString();
  }

  private DynamoDocumentStore as(String principal) {
    return in(TABLE, principal);
  }

  private DynamoDocumentStore in(String table, String principal) {
    return new DynamoDocumentStore(
        Clients.of(aws, principal).waiting(PATIENCE).retrying().dynamoDb(), aws.region(), table);
  }
}
