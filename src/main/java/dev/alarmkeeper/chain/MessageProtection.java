package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Masking.Custom;
import dev.alarmkeeper.chain.Masking.Mask;
import dev.alarmkeeper.pattern.PatternException;
import dev.alarmkeeper.pattern.Regex;
import dev.alarmkeeper.text.Shell;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A topic's data protection policy, as an alarm's message meets it. Source: SNS Developer Guide,
 * "Understanding data protection policies" and "Data protection policy operations".
 *
 * @param topic whose policy it is
 * @param statements those that do more than audit
 * @param harmless what a person puts in the policy's place: its statements without those that may
 *     stop an alarm, and nothing where none is left; empty where it is too long to paste
 * @param owner the other account that the topic belongs to, where it does not show its policy
 */
public record MessageProtection(
    Arn topic, List<Statement> statements, Optional<String> harmless, Optional<String> owner) {
  private static final String NONE = "none";

  /**
   * What the message of each alarm has. Source: CloudWatch User Guide, "Amazon SNS notifications".
   */
  private static final String ALWAYS_THERE =
      "{\"AlarmName\":\"\",\"AlarmDescription\":\"\",\"AWSAccountId\":\"\",\"NewStateValue\":\"ALARM\","
          + "\"NewStateReason\":\"Threshold Crossed: \",\"StateChangeTime\":\"\",\"Region\":\"\","
          + "\"AlarmArn\":\"arn:aws\",\"OldStateValue\":\"OK\",\"Trigger\":{\"MetricName\":\"\"}}";

  private static final Cure<MessageProtection> WITHOUT_IT =
      new Cure.Person<>(
          "take the statement out of the topic's data protection policy, as the command does, which"
              + " keeps the others; or set the alarm's state by hand, see that the message comes, and"
              + " accept the finding; alarmkeeper changes no such policy",
          (_, protection) -> protection.command());

  /** What only a person puts right. */
  public static final List<Rule<MessageProtection, ?>> PASSING =
      List.of(
          Rule.asked(
              HIGH,
              "data protection that may stop messages",
              protection -> protection.those(Statement::mayStop),
              (_, observed) -> observed.isEmpty(),
              "SNS refuses an alarm's message, or keeps it from a subscriber, where the statement finds"
                  + " something in it; account, times and names are in each",
              WITHOUT_IT),
          Rule.asked(
              HIGH,
              "data protection that may empty messages",
              protection -> protection.those(Statement::mayEmpty),
              (_, observed) -> observed.isEmpty(),
              "the statement takes out what each alarm's message has: SNS refuses a message of which"
                  + " nothing is left, and nobody understands one of which little is",
              WITHOUT_IT),
          Rule.asked(
              HIGH,
              "data protection of a topic of another account",
              protection -> protection.owner().orElse(NONE),
              String::equals,
              "SNS does not show it here: whether it stops an alarm's message is not known",
              new Cure.Person<>(
                  "let the topic's owner look whether its data protection policy denies messages, and"
                      + " accept the finding",
                  (_, protection) -> protection.look())));

  /**
   * A statement that does more than audit.
   *
   * @param name its Sid, if it has one
   * @param direction {@code Inbound} for messages that are published, {@code Outbound} for those
   *     that are delivered
   * @param principals who publishes, or who made the subscription
   * @param operations what is done where something is found
   * @param finds what it looks for
   */
  public record Statement(
      String name,
      String direction,
      List<String> principals,
      List<String> operations,
      List<Mask> finds) {
    private static final String AUDIT = "Audit";
    private static final String MASK = "Deidentify";

    /** A user or a role of IAM: CloudWatch publishes as itself, and is neither. */
    private static final String IDENTITY =
        "arn:[a-z-]+:(iam::\\d{12}:(user|role)|sts::\\d{12}:assumed-role)/[^*?]+";

    /** Copies the lists. */
    public Statement {
      principals = List.copyOf(principals);
      operations = List.copyOf(operations);
      finds = List.copyOf(finds);
    }

    /** Whether it keeps no alarm from anybody. */
    public boolean isHarmless() {
      return !mayStop() && !mayEmpty();
    }

    /**
     * Whether it may keep an alarm's message from the topic or from a subscriber. What an operation
     * that is not known does is not known either.
     */
    boolean mayStop() {
      return mayMeetAlarms()
          && operations.stream().anyMatch(it -> !it.equals(MASK) && !it.equals(AUDIT));
    }

    /** Whether it may leave too little of an alarm's message. */
    boolean mayEmpty() {
      return mayMeetAlarms()
          && operations.contains(MASK)
          && finds.stream().anyMatch(Statement::takesWhatIsAlwaysThere);
    }

    private boolean mayMeetAlarms() {
      return !direction.equals("Inbound")
          || principals.isEmpty()
          || !principals.stream().allMatch(it -> it.matches(IDENTITY));
    }

    private static boolean takesWhatIsAlwaysThere(Mask mask) {
      return switch (mask) {
        case Custom(_, String regex) -> takesWhatIsAlwaysThere(regex);
        // AWS's own find names, addresses and numbers, and no message is made of them alone.
        case Masking.Managed _ -> false;
      };
    }

    private static boolean takesWhatIsAlwaysThere(String regex) {
      BitSet all = new BitSet();
      all.set(0, ALWAYS_THERE.length());
      try {
        Regex expression = Regex.parse(regex);
        return expression.mayCrossStrings() || expression.touches(ALWAYS_THERE, all).orElse(true);
      } catch (PatternException _) {
        return true;
      }
    }

    @Override
    public String toString() {
      return "%s of %s messages with %s%s"
          .formatted(
              String.join(" and ", operations),
              direction,
              String.join(", ", finds.stream().map(Statement::shown).toList()),
              name.isEmpty() ? "" : " (" + name + ")");
    }

    private static String shown(Mask mask) {
      return switch (mask) {
        case Custom(String name, String regex) -> name + " " + regex;
        case Masking.Managed(String name) -> name;
      };
    }
  }

  /** Copies the list. */
  public MessageProtection {
    statements = List.copyOf(statements);
  }

  /** One that stops nothing. */
  public static MessageProtection of(MessageProtection found) {
    return new MessageProtection(found.topic(), List.of(), found.harmless(), Optional.empty());
  }

  /** One of a topic of another account, which does not show it. */
  public static MessageProtection hidden(Arn topic) {
    return new MessageProtection(topic, List.of(), Optional.empty(), Optional.of(topic.account()));
  }

  /** What it does to messages besides, without keeping an alarm from anybody. */
  public List<String> besides() {
    return those(Statement::isHarmless);
  }

  private List<String> those(Predicate<Statement> which) {
    return statements.stream().filter(which).map(Statement::toString).toList();
  }

  private String command() {
    return harmless
        .map(
            it ->
                "aws sns put-data-protection-policy --resource-arn "
                    + topic
                    + " --data-protection-policy "
                    + Shell.word(it))
        .orElseGet(this::look);
  }

  private String look() {
    return "aws sns get-data-protection-policy --resource-arn " + topic;
  }
}
