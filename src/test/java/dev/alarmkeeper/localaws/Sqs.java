package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Permissions;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * SQS, as far as it tells of queues. Every queue of an account is there, and takes what topics of
 * the account send, until somebody does something about it.
 */
public final class Sqs implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidAttributeName",
          "AccessDeniedException",
          "RequestThrottled",
          "InternalFailure",
          "QueueDoesNotExist");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");
  private static final String QUEUES = "queues";
  private static final String GONE = "gone";

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
  private static final int USUAL_LARGEST = 262_144;
  private static final int USUAL_RETENTION = 345_600;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;

  Sqs(World world) {
    this.world = world;
  }

  /** Somebody deletes a queue of the home account. */
  public void delete(String arn) {
    change(arn, GONE, "true");
  }

  /** Somebody sets an attribute of a queue; an empty one is taken off. */
  public void set(String arn, String attribute, String value) {
    change(arn, attribute, value);
  }

  private void change(String arn, String field, String value) {
    world.change(
        store ->
            store
                .table(QUEUES)
                .merge(arn, attributes(store, arn).put(field, value), (_, changed) -> changed));
  }

  @Override
  public String prefix() {
    return "sqs";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "GetQueueUrl", Operation.read(Sqs::url), "GetQueueAttributes", Operation.read(Sqs::read));
  }

  private static ObjectNode url(Call call) {
    String name = call.input().required("QueueName");
    if (!NAME.matcher(name).matches()) {
      throw AwsError.refused("InvalidParameterValue", "Can only include alphanumeric characters");
    }
    existing(call, call.arn("sqs", name));
    return Tree.object()
        .put(
            "QueueUrl",
            "https://sqs.%s.amazonaws.com/%s/%s"
                .formatted(call.place().region(), call.place().account(), name));
  }

  private static ObjectNode read(Call call) {
    String url = call.input().required("QueueUrl");
    String arn = call.arn("sqs", url.substring(url.lastIndexOf('/') + 1));
    ObjectNode attributes = existing(call, arn);
    attributes.properties().removeIf(it -> it.getValue().asText().isEmpty());
    if (!call.input().texts("AttributeNames", 0, 30).contains("All")) {
      throw new UnsupportedOperationException("all attributes or none here");
    }
    ObjectNode answer = Tree.object();
    answer.set("Attributes", attributes.put("QueueArn", arn));
    return answer;
  }

  private static ObjectNode existing(Call call, String arn) {
    ObjectNode attributes = attributes(call.store(), arn);
    if (attributes.has(GONE)) {
      throw call.input()
          .codes()
          .notFound("The specified queue does not exist or you do not have access to it.");
    }
    return attributes;
  }

  private static ObjectNode attributes(Store store, String arn) {
    ObjectNode changed = store.table(QUEUES).get(arn);
    return changed == null ? usual(arn) : changed.deepCopy();
  }

  /** One whose policy is as SNS Developer Guide, "Subscribing an Amazon SQS queue", has it. */
  private static ObjectNode usual(String arn) {
    return Tree.object()
        .put(
            "Policy",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage",\
            "Resource":"%s","Condition":{"StringEquals":{"aws:SourceAccount":"%s"}}}]}"""
                .formatted(arn, arn.split(":", -1)[4]));
  }

  /**
   * Whether a queue of the place takes what SNS passes on from a topic, and somebody can read it.
   */
  static boolean takes(Place place, Store store, String arn, String topic, int bytes) {
    if (!arn.startsWith(place.arn("sqs", ""))) {
      return true;
    }
    ObjectNode queue = attributes(store, arn);
    String key = queue.path("KmsMasterKeyId").asText();
    return !queue.has(GONE)
        && bytes <= queue.path("MaximumMessageSize").asInt(USUAL_LARGEST)
        && queue.path("DelaySeconds").asInt(0)
            < queue.path("MessageRetentionPeriod").asInt(USUAL_RETENTION)
        && Permissions.allows(
            read(queue.path("Policy").asText()),
            Notification.passedOn(place, store, "sqs:SendMessage", arn, topic))
        && (key.isEmpty()
            || Kms.refusal(
                    place,
                    store,
                    key,
                    (action, keyArn) -> Notification.passedOn(place, store, action, keyArn, topic))
                .isEmpty());
  }

  private static JsonNode read(String policy) {
    try {
      return JSON.readTree(policy.isEmpty() ? "{}" : policy);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the policy of a queue", e);
    }
  }
}
