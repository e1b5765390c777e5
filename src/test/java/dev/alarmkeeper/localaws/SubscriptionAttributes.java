package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode attributes = existing(call).withObjectProperty("Attributes");
    if (value.isEmpty()) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }
}
