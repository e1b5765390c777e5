package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.SubscriptionFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attributes of a subscription, among them the filter policy that silences it. */
final class SubscriptionAttributes {
  // https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
  private static final Set<String> SETTABLE =
      Set.of(
          "DeliveryPolicy",
          "FilterPolicy",
          "FilterPolicyScope",
          "RawMessageDelivery",
          "RedrivePolicy",
          "SubscriptionRoleArn",
          "ReplayPolicy");

  private SubscriptionAttributes() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "GetSubscriptionAttributes", Operation.read(SubscriptionAttributes::get),
        "SetSubscriptionAttributes", Operation.command(SubscriptionAttributes::set));
  }

  static void check(Input input, String name) {
    if (!SETTABLE.contains(name)) {
      throw input.codes().invalid("Invalid parameter: AttributeName");
    }
  }

  /** What SNS takes as the value of an attribute; an empty one takes the attribute away. */
  private static void checkValue(Input input, String name, String value) {
    boolean sound =
        value.isEmpty()
            || switch (name) {
              case "FilterPolicy" -> SubscriptionFilter.isPolicy(value);
              case "FilterPolicyScope" ->
                  List.of("MessageAttributes", "MessageBody").contains(value);
              case "RawMessageDelivery" -> List.of("true", "false").contains(value);
              case "RedrivePolicy" ->
                  Traffic.read(value).path("deadLetterTargetArn").asText().contains(":sqs:");
              case "DeliveryPolicy" -> Traffic.read(value).isObject();
              case "SubscriptionRoleArn" -> value.matches("arn:[\\w-]+:iam::\\d{12}:role/.+");
              // "applies only to FIFO topics", and there are none here.
              case "ReplayPolicy" -> false;
              default -> true;
            };
    if (!sound) {
      throw input.codes().invalid("Invalid parameter: " + name + ": " + value);
    }
  }

  private static ObjectNode existing(Call call) {
    String arn = call.input().required("SubscriptionArn");
    if (arn.split(":", -1).length != 7) {
      throw call.input().codes().invalid("Invalid parameter: SubscriptionArn");
    }
    ObjectNode row = call.store().table(Subscriptions.TABLE).get(arn);
    if (row == null) {
      throw call.input().codes().notFound("Subscription does not exist");
    }
    return row;
  }

  private static ObjectNode get(Call call) {
    ObjectNode row = existing(call);
    boolean pending = row.path(Subscriptions.STATE).asText().equals(Subscriptions.PENDING);
    ObjectNode attributes = row.deepCopy().without("Attributes");
    attributes
        .put("PendingConfirmation", Boolean.toString(pending))
        .put("ConfirmationWasAuthenticated", "false")
        .put("RawMessageDelivery", "false")
        .setAll((ObjectNode) row.path("Attributes"));
    attributes.remove(Subscriptions.STATE);
    ObjectNode answer = Tree.object();
    answer.set("Attributes", attributes);
    return answer;
  }

  private static void set(Call call) {
    String name = call.input().required("AttributeName");
    check(call.input(), name);
    String value = call.input().text("AttributeValue", "");
    checkValue(call.input(), name, value);
    ObjectNode attributes = existing(call).withObjectProperty("Attributes");
    if (value.isEmpty()) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }
}
