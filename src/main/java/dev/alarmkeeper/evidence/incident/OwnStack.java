package dev.alarmkeeper.evidence.incident;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What alarmkeeper itself stands on, as calls name it. What CloudFormation has named begins with
 * the name of the stack.
 *
 * @param stack the name of the CloudFormation stack
 * @param function the name of the function
 * @param table the name of the evidence table
 * @param topic the ARN of the operations topic
 * @param configRule the name of the AWS Config rule
 * @param overrides the name of the parameter with the overrides
 */
public record OwnStack(
    Optional<String> stack,
    Optional<String> function,
    Optional<String> table,
    Optional<String> topic,
    Optional<String> configRule,
    Optional<String> overrides) {
  /**
   * As much of a stack's name as CloudFormation leaves in names of at most 64 characters, such as a
   * rule's or a role's. It is not documented, and seen in every such name.
   */
  private static final int KEPT = 24;

  /** Nothing is known. */
  public static final OwnStack UNKNOWN =
      new OwnStack(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Whether CloudFormation named it in our stack. */
  boolean isPart(String name) {
    return id(name).isPresent();
  }

  /**
   * The name that a part has in the template, out of the one that CloudFormation gave it: between
   * the name of the stack and what CloudFormation makes up. Empty where it is no part of ours.
   */
  public Optional<String> id(String name) {
    return stack.stream()
        .flatMap(it -> Stream.of(it, it.substring(0, Math.min(KEPT, it.length()))))
        .map(it -> it + "-")
        .filter(name::startsWith)
        .map(it -> name.substring(it.length()).replaceFirst("-.*", ""))
        .findFirst();
  }

  /** How names begin that CloudFormation makes of at most 64 characters. */
  public Optional<String> prefix() {
    return stack.map(it -> it.substring(0, Math.min(KEPT, it.length())) + "-");
  }

  /** How a part is called, by its name in the template: it is made anew under another name. */
  public String partOf(String id) {
    return stack.map(it -> it + "-" + id).orElse(id);
  }

  /**
   * Whether it is the function: its name, what follows {@code function:}, a part of its ARN or all
   * of it, with {@code $LATEST} or without. Source: Lambda API, "FunctionName".
   */
  boolean isFunction(String name) {
    return function
        .filter(it -> name.matches("(.*:)?" + Pattern.quote(it) + "(:\\$LATEST)?"))
        .isPresent();
  }

  /** The one name of a part, however a call spells it: two spellings are no two incidents. */
  String plain(String spelled) {
    if (isFunction(spelled)) {
      return function.orElse(spelled);
    }
    if (isTable(spelled)) {
      return table.orElse(spelled);
    }
    return isTopic(spelled) ? topicName() : id(spelled).map(this::partOf).orElse(spelled);
  }

  /** The name of the operations topic, by which its subscriptions go too. */
  public String topicName() {
    return topic.map(it -> it.substring(it.lastIndexOf(':') + 1)).orElse("");
  }

  /** Whether it is the table, by name or ARN. */
  boolean isTable(String name) {
    return table.filter(it -> name.equals(it) || name.endsWith(":table/" + it)).isPresent();
  }

  /** Whether it is the operations topic, or a subscription of it. */
  boolean isTopic(String arn) {
    return topic.filter(it -> arn.equals(it) || arn.startsWith(it + ":")).isPresent();
  }

  /** Whether it is the parameter with the overrides, by name or ARN. */
  boolean isOverrides(String name) {
    return overrides.filter(it -> name.equals(it) || name.endsWith(":parameter" + it)).isPresent();
  }

  /** Whether it is the AWS Config rule. */
  boolean isConfigRule(String name) {
    return configRule.filter(name::equals).isPresent();
  }
}
