package dev.alarmkeeper.localaws;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which endpoint a protocol takes, and whether it must confirm. */
final class EndpointCheck {
  private static final Map<String, Pattern> ENDPOINTS =
      Map.of(
          "email", Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"),
          "email-json", Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"),
          "http", Pattern.compile("http://.+"),
          "https", Pattern.compile("https://.+"),
          "sms", Pattern.compile("\\+?[\\d-]{5,20}"),
          "sqs", Pattern.compile("arn:[\\w-]+:sqs:[\\w-]+:\\d{12}:[\\w.-]+"),
          "lambda", Pattern.compile("arn:[\\w-]+:lambda:[\\w-]+:\\d{12}:function:[\\w:.$-]+"),
          "firehose", Pattern.compile("arn:[\\w-]+:firehose:[\\w-]+:\\d{12}:deliverystream/.+"),
          "application", Pattern.compile("arn:[\\w-]+:sns:[\\w-]+:\\d{12}:endpoint/.+"));
  private static final List<String> ASK = List.of("email", "email-json", "http", "https");

  private EndpointCheck() {}

  static void check(Input input, String topic, String protocol, String endpoint) {
    Pattern pattern = ENDPOINTS.get(protocol);
    if (pattern == null) {
      throw input
          .codes()
          .invalid(
              "Invalid parameter: Amazon SNS does not support this protocol string: " + protocol);
    }
    if (!pattern.matcher(endpoint).matches()) {
      throw input.codes().invalid("Invalid parameter: Endpoint, not one for " + protocol);
    }
    if (protocol.equals("sqs") && endpoint.endsWith(".fifo") && !topic.endsWith(".fifo")) {
      throw input
          .codes()
          .invalid(
              "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be"
                  + " subscribed to standard SNS topics");
    }
  }

  /**
   * A person or a foreign account must confirm; the account's own queues and functions need not.
   */
  static boolean asksForConfirmation(String protocol, String endpoint, String topicOwner) {
    return ASK.contains(protocol)
        || (endpoint.startsWith("arn:") && !Topics.owner(endpoint).equals(topicOwner));
  }
}
