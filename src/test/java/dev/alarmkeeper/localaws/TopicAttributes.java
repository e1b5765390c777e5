package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Attributes of a topic, its policy among them. */
final class TopicAttributes {
  // https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
  private static final Set<String> SETTABLE =
      Set.of(
          "ArchivePolicy",
          "ContentBasedDeduplication",
          "DeliveryPolicy",
          "DisplayName",
          "FifoThroughputScope",
          "FifoTopic",
          "KmsMasterKeyId",
          "MaximumMessageSize",
          "Policy",
          "SignatureVersion",
          "TracingConfig");
  private static final int SMALLEST = 1_024;
  private static final int LARGEST = 1_048_576;
  private static final Pattern FEEDBACK =
      Pattern.compile(
          "(HTTP|Firehose|Lambda|Application|SQS)"
              + "(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)");

  private TopicAttributes() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "GetTopicAttributes", Operation.read(TopicAttributes::get),
        "SetTopicAttributes", Operation.command(TopicAttributes::set));
  }

  static void check(Input input, String name, String value) {
    if (!SETTABLE.contains(name) && !FEEDBACK.matcher(name).matches()) {
      throw input.codes().invalid("Invalid parameter: AttributeName");
    }
    boolean sound =
        value.isEmpty()
            || switch (name) {
              case "DeliveryPolicy" -> Traffic.read(value).isObject();
              case "MaximumMessageSize" -> isSize(value);
              case "SignatureVersion" -> List.of("1", "2").contains(value);
              case "TracingConfig" -> List.of("PassThrough", "Active").contains(value);
              default -> true;
            };
    if (!sound) {
      throw input.codes().invalid("Invalid parameter: Attributes Reason: " + name);
    }
    if (name.equals("Policy")) {
      TopicPolicy.checkPolicy(input, value);
    }
  }

  private static boolean isSize(String value) {
    return value.matches("[0-9]{4,7}")
        && Integer.parseInt(value) >= SMALLEST
        && Integer.parseInt(value) <= LARGEST;
  }

  /** All attributes: those that were set and those that SNS works out. */
  static ObjectNode all(Store store, String arn, ObjectNode topic) {
    ObjectNode attributes = topic.path("Attributes").deepCopy();
    Subscriptions.count(store, arn).forEach((state, count) -> attributes.put(state, "" + count));
    attributes.put("EffectiveDeliveryPolicy", effective(attributes));
    return attributes.put("TopicArn", arn).put("Owner", Topics.owner(arn));
  }

  /** What the topic says, over what SNS does by itself. SNS Developer Guide, "Delivery retries". */
  private static String effective(ObjectNode attributes) {
    ObjectNode http = Tree.object();
    http.putObject("defaultHealthyRetryPolicy")
        .put("minDelayTarget", 20)
        .put("maxDelayTarget", 20)
        .put("numRetries", 3);
    if (Traffic.read(attributes.path("DeliveryPolicy").asText("{}")).path("http")
        instanceof ObjectNode own) {
      http.setAll(own);
    }
    ObjectNode whole = Tree.object();
    whole.set("http", http);
    return whole.toString();
  }

  private static ObjectNode get(Call call) {
    ObjectNode topic = Topics.existing(call, "GetTopicAttributes");
    ObjectNode answer = Tree.object();
    answer.set("Attributes", all(call.store(), call.input().required("TopicArn"), topic));
    return answer;
  }

  private static void set(Call call) {
    String name = call.input().required("AttributeName");
    String value = call.input().text("AttributeValue", "");
    check(call.input(), name, value);
    ObjectNode topic = Topics.existing(call, "SetTopicAttributes");
    ObjectNode attributes = topic.withObjectProperty("Attributes");
    // An empty display name is one; an empty key or delivery policy is none.
    if (value.isEmpty() && !name.equals("DisplayName")) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }
}
