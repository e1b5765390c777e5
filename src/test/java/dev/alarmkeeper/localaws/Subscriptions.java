package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Subscriptions, known by ARN; their topic's ARN is what they start with. */
final class Subscriptions {
  static final String TABLE = "subscriptions";
  static final String STATE = "State";
  static final String CONFIRMED = "SubscriptionsConfirmed";
  static final String PENDING = "SubscriptionsPending";
  static final String DELETED = "SubscriptionsDeleted";
  private static final int PAGE = 100;

  private Subscriptions() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "Subscribe", Operation.write(Subscriptions::subscribe),
        "Unsubscribe", Operation.command(Subscriptions::unsubscribe),
        "ListSubscriptionsByTopic", Operation.read(Subscriptions::list));
  }

  /**
   * How many subscriptions of the topic there are in each state, by the attribute that tells it.
   */
  static Map<String, Integer> count(Store store, String topic) {
    Map<String, Integer> counts = new TreeMap<>(Map.of(CONFIRMED, 0, PENDING, 0, DELETED, 0));
    of(store, topic)
        .values()
        .forEach(row -> counts.merge(row.path(STATE).asText(), 1, Math::addExact));
    return counts;
  }

  static void removeAll(Store store, String topic) {
    of(store, topic).clear();
  }

  static void change(Store store, String endpoint, String state) {
    store.table(TABLE).values().stream()
        .filter(row -> row.path("Endpoint").asText().equals(endpoint))
        .forEach(row -> row.put(STATE, state));
  }

  static NavigableMap<String, ObjectNode> of(Store store, String topic) {
    return Store.startingWith(store.table(TABLE), topic + ":");
  }

  private static ObjectNode subscribe(Call call) {
    Input input = call.input();
    Topics.existing(call, "Subscribe");
    String topic = input.required("TopicArn");
    String protocol = input.required("Protocol");
    String endpoint = input.required("Endpoint");
    EndpointCheck.check(input, topic, protocol, endpoint);
    JsonNode given = input.node("Attributes");
    given.forEachEntry((name, value) -> SubscriptionAttributes.check(input, name));
    Optional<ObjectNode> old =
        of(call.store(), topic).values().stream()
            .filter(
                row ->
                    row.path("Protocol").asText().equals(protocol)
                        && row.path("Endpoint").asText().equals(endpoint))
            .findFirst();
    if (old.isPresent()) {
      return again(input, old.get(), given);
    }
    String arn = topic + ":" + UUID.randomUUID();
    boolean asked = EndpointCheck.asksForConfirmation(protocol, endpoint, Topics.owner(topic));
    ObjectNode row =
        Tree.object()
            .put("SubscriptionArn", arn)
            .put("Owner", call.principal().account())
            .put("Protocol", protocol)
            .put("Endpoint", endpoint)
            .put("TopicArn", topic)
            .put(STATE, asked ? PENDING : CONFIRMED);
    row.set("Attributes", given instanceof ObjectNode map ? map.deepCopy() : Tree.object());
    call.store().table(TABLE).put(arn, row);
    return answer(input, row);
  }

  /**
   * A second subscription of the same endpoint is the first one, and a pending one stays pending.
   */
  private static ObjectNode again(Input input, ObjectNode old, JsonNode given) {
    if (old.path(STATE).asText().equals(DELETED)) {
      throw input.codes().invalid("Invalid parameter: This endpoint has unsubscribed");
    }
    given.forEachEntry(
        (name, value) -> {
          if (!value.equals(old.path("Attributes").path(name))) {
            throw input
                .codes()
                .invalid(
                    "Invalid parameter: Attributes Reason: Subscription already exists with"
                        + " different attributes");
          }
        });
    return answer(input, old);
  }

  private static ObjectNode answer(Input input, ObjectNode row) {
    boolean told =
        row.path(STATE).asText().equals(CONFIRMED) || input.flag("ReturnSubscriptionArn", false);
    return Tree.object()
        .put(
            "SubscriptionArn",
            told ? row.path("SubscriptionArn").asText() : "pending confirmation");
  }

  private static void unsubscribe(Call call) {
    String arn = call.input().required("SubscriptionArn");
    if (arn.split(":", -1).length != 7) {
      throw call.input().codes().invalid("Invalid parameter: SubscriptionArn");
    }
    // One that is gone already is no error.
    call.store().table(TABLE).remove(arn);
  }

  private static ObjectNode list(Call call) {
    Topics.existing(call, "ListSubscriptionsByTopic");
    NavigableMap<String, ObjectNode> rows = new TreeMap<>();
    of(call.store(), call.input().required("TopicArn"))
        .forEach((arn, row) -> rows.put(arn, listed(row)));
    return Page.of(rows, call.input(), "NextToken", PAGE).answer("Subscriptions", "NextToken");
  }

  private static ObjectNode listed(ObjectNode row) {
    ObjectNode listed =
        row.deepCopy().retain("SubscriptionArn", "Owner", "Protocol", "Endpoint", "TopicArn");
    return switch (row.path(STATE).asText()) {
      case PENDING -> listed.put("SubscriptionArn", "PendingConfirmation");
      case DELETED -> listed.put("SubscriptionArn", "Deleted");
      default -> listed;
    };
  }
}
