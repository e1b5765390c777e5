package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Topics and messages. Topics are known by ARN, across accounts and regions. */
final class Topics {
  static final String TABLE = "topics";
  static final String MESSAGES = "messages";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");
  private static final Pattern ARN = Pattern.compile("arn:[\\w-]+:sns:[\\w-]+:\\d{12}:[\\w.-]+");

  private Topics() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "CreateTopic", Operation.write(Topics::create),
        "DeleteTopic", Operation.command(Topics::delete),
        "Publish", Operation.write(Topics::publish));
  }

  /** The topic of the parameter {@code TopicArn}; refused if it is not there or not open to us. */
  static ObjectNode existing(Call call, String action) {
    String arn = arn(call);
    ObjectNode topic = call.store().table(TABLE).get(arn);
    if (topic == null) {
      throw call.input().codes().notFound("Topic does not exist");
    }
    TopicPolicy.check(call, arn, topic, action);
    return topic;
  }

  static String owner(String arn) {
    return arn.split(":", -1)[4];
  }

  private static String arn(Call call) {
    String arn = call.input().required("TopicArn");
    // A topic of another region is as foreign as no topic at all.
    if (!ARN.matcher(arn).matches() || !arn.split(":", -1)[3].equals(call.place().region())) {
      throw call.input().codes().invalid("Invalid parameter: TopicArn");
    }
    return arn;
  }

  private static ObjectNode create(Call call) {
    Input input = call.input();
    String name = input.required("Name");
    if (!NAME.matcher(name).matches()) {
      throw input.codes().invalid("Invalid parameter: Topic Name");
    }
    JsonNode attributes = input.node("Attributes");
    attributes.forEachEntry((key, value) -> TopicAttributes.check(input, key, value.asText()));
    String arn = call.arn("sns", name);
    ObjectNode old = call.store().table(TABLE).get(arn);
    if (old == null) {
      ObjectNode topic = Tree.object();
      ObjectNode effective = topic.putObject("Attributes");
      effective.setAll(TopicPolicy.defaults(arn));
      effective.setAll(copy(attributes));
      topic.set("Tags", Tree.array(input.list("Tags", 0, 50)));
      call.store().table(TABLE).put(arn, topic);
    } else {
      attributes.forEachEntry(
          (key, value) -> {
            if (!value.equals(old.path("Attributes").path(key))) {
              throw sameName(input, "Attributes", "attributes");
            }
          });
      if (input.has("Tags") && !Tree.array(input.list("Tags", 0, 50)).equals(old.path("Tags"))) {
        throw sameName(input, "Tags", "tags");
      }
    }
    return Tree.object().put("TopicArn", arn);
  }

  private static AwsError sameName(Input input, String parameter, String what) {
    return input
        .codes()
        .invalid(
            "Invalid parameter: %s Reason: Topic already exists with different %s"
                .formatted(parameter, what));
  }

  private static ObjectNode copy(JsonNode attributes) {
    return attributes instanceof ObjectNode given ? given.deepCopy() : Tree.object();
  }

  private static void delete(Call call) {
    String arn = arn(call);
    // Deleting a topic that is gone is no error.
    if (call.store().table(TABLE).containsKey(arn)) {
      existing(call, "DeleteTopic");
      call.store().table(TABLE).remove(arn);
      Subscriptions.removeAll(call.store(), arn);
    }
  }

  private static ObjectNode publish(Call call) {
    existing(call, "Publish");
    String text = call.input().required("Message");
    String subject = call.input().text("Subject", "");
    if (text.isEmpty()) {
      throw call.input().codes().invalid("Invalid parameter: Empty message");
    }
    // Source: SNS API, Publish: ASCII that begins with a letter, number or punctuation mark.
    if (subject.length() > 100 || !subject.matches("([!-~][ -~]*)?")) {
      throw call.input().codes().invalid("Invalid parameter: Subject");
    }
    record(call.store(), arn(call), subject, text);
    return Tree.object().put("MessageId", UUID.randomUUID().toString());
  }

  static void record(Store store, String arn, String subject, String text) {
    var messages = store.table(MESSAGES);
    messages.put(
        "%09d".formatted(messages.size()),
        Tree.object().put("TopicArn", arn).put("Subject", subject).put("Message", text));
  }
}
