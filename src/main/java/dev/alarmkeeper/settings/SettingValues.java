package dev.alarmkeeper.settings;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of settings have to be; a wrong one is an {@link IllegalArgumentException}. */
final class SettingValues {
  /** Source: CloudWatch Logs API, PutRetentionPolicy. */
  private static final Set<Integer> RETENTIONS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  /**
   * Protocol to the form of its endpoint: those that alarmkeeper's role may subscribe. Source: SNS
   * API, Subscribe.
   */
  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "email", "[^@\\s]+@[^@\\s]+",
          "email-json", "[^@\\s]+@[^@\\s]+",
          "sms", "\\+[1-9][0-9]{4,14}",
          "https", "https://\\S+",
          "sqs", "arn:aws[a-z-]*:sqs:\\S+",
          "lambda", "arn:aws[a-z-]*:lambda:\\S+");

  private static final String FIFO = ".fifo";

  /** Source: SNS API, Publish: "MessageGroupId ... is required for FIFO topics". */
  private static final String NO_GROUP =
      "a FIFO topic takes no message without a group, and CloudWatch alarms name none";

  /** What SNS knows, and alarmkeeper's role may not subscribe. Source: SNS API, Subscribe. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "http", "http would send alarms in the clear, and alarmkeeper's role may not: use https",
          "firehose",
              "a stream needs a role that alarmkeeper's may not pass on, and keeps alarms unread",
          "application", "no mobile device: alarmkeeper's role may not subscribe one");

  private static final Pattern REMINDER = Pattern.compile("([1-9][0-9]{0,2})([hdw])");
  private static final int MOST_REMINDERS = 10;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_CONTROL_ID = 40;

  private SettingValues() {}

  static Function<String, String> matching(String form) {
    return text -> {
      require(text.matches(form), "it is not of that form");
      return text;
    };
  }

  static String trail(String text) {
    if (text.startsWith("arn:")) {
      require(arn(text, "cloudtrail").resource().startsWith("trail/"), "it is no trail's ARN");
    } else {
      require(text.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,127}"), "it is not of that form");
    }
    return text;
  }

  /** A name, or an ARN without the {@code :*} that AWS writes at its end. */
  static String logGroup(String text, Optional<String> region) {
    String group = text.endsWith(":*") ? text.substring(0, text.length() - 2) : text;
    String name = group;
    if (group.startsWith("arn:")) {
      Arn arn = arn(group, "logs");
      name = LogGroup.nameOf(arn);
      // A filter, and the alarm on its metric, are where the log group is.
      require(
          region.isEmpty() || region.get().equals(arn.region()), "its Region is " + arn.region());
    }
    require(name.matches("[A-Za-z0-9._/#-]{1,512}"), "it is not of that form");
    return group;
  }

  static int retention(String text) {
    int days;
    try {
      days = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("it is no number");
    }
    require(
        RETENTIONS.contains(days),
        "CloudWatch Logs knows " + RETENTIONS.stream().sorted().toList());
    return days;
  }

  static boolean trueOrFalse(String text) {
    require(text.equals("true") || text.equals("false"), "it is neither");
    return text.equals("true");
  }

  static Arn arn(String text, String service) {
    Arn arn = Arn.parse(text);
    require(arn.service().equals(service), "it is an ARN of " + arn.service());
    return arn;
  }

  static String topicName(String text) {
    require(!text.startsWith("arn:"), "it is an ARN: that is for TOPIC_ARN");
    require(!text.endsWith(FIFO), NO_GROUP);
    return matching("[A-Za-z0-9_-]{1,256}").apply(text);
  }

  static Arn topic(String text, Optional<String> region) {
    Arn topic = arn(text, "sns");
    require(!topic.resource().contains(":"), "it is the ARN of a subscription");
    require(!topic.resource().endsWith(FIFO), NO_GROUP);
    // CloudWatch does not act on a topic of another Region.
    require(
        region.isEmpty() || region.get().equals(topic.region()), "its Region is " + topic.region());
    return topic;
  }

  static String topicKey(String text) {
    require(!text.endsWith("alias/aws/sns"), "CloudWatch alarms cannot use that key");
    return text;
  }

  static List<String> actions(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(matching("arn:[^,\\s]+"))
        .toList();
  }

  /** Growing times, each a number with its unit. */
  static List<Duration> reminders(String text) {
    if (text.equals("none")) {
      return List.of();
    }
    List<Duration> reminders = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      Duration next = reminder(one.strip());
      require(
          reminders.isEmpty() || next.compareTo(reminders.getLast()) > 0,
          "%s is not later than what stands before it".formatted(one.strip()));
      reminders.add(next);
    }
    require(reminders.size() <= MOST_REMINDERS, "there are %d".formatted(reminders.size()));
    return reminders;
  }

  private static Duration reminder(String text) {
    require(!text.isEmpty(), "nothing stands before or after a comma");
    Matcher parts = REMINDER.matcher(text);
    require(parts.matches(), "\"%s\" is no such time".formatted(UntrustedText.of(text)));
    int number = Integer.parseInt(parts.group(1));
    return switch (parts.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(number * 7L);
    };
  }

  static String template(String text, String form) {
    require(text.contains(ChainSettings.CONTROL), "it has no " + ChainSettings.CONTROL);
    require(text.length() + LONGEST_CONTROL_ID <= LONGEST_NAME, "names would be too long");
    return matching(form).apply(text);
  }

  static List<Subscription> subscriptions(String text) {
    // The limit keeps empty items at the end: what was meant to stand there would be missed.
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(SettingValues::subscription)
        .toList();
  }

  private static Subscription subscription(String text) {
    require(!text.isEmpty(), "nothing stands before or after a comma");
    int colon = text.indexOf(':');
    require(colon > 0, "no protocol before the first colon");
    String protocol = text.substring(0, colon);
    String endpoint = text.substring(colon + 1);
    String form = ENDPOINTS.get(protocol);
    if (form == null) {
      throw new IllegalArgumentException(
          REFUSED.getOrDefault(
              protocol, "protocols are " + ENDPOINTS.keySet().stream().sorted().toList()));
    }
    require(endpoint.matches(form), protocol + " takes no such endpoint");
    // Source: SNS Developer Guide, "Message delivery for FIFO topics".
    require(
        !(protocol.equals("sqs") && endpoint.endsWith(FIFO)),
        "SNS subscribes a FIFO queue to a FIFO topic alone, and alarms need a standard one");
    return new Subscription(protocol, endpoint, State.CONFIRMED);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
