package dev.alarmkeeper.chain;

import dev.alarmkeeper.chain.PolicyCondition.Answer;
import dev.alarmkeeper.chain.Topic.Grant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The resource policy of a topic or of its key, read as the policy evaluation logic of IAM reads it
 * for one caller: CloudWatch, which publishes for the alarms of an account. Source: IAM User Guide,
 * "Policy evaluation logic"; an alarm is named by {@code aws:SourceArn}.
 */
public record TopicPolicy(List<Statement> statements) {
  /** Who publishes. */
  public static final String CLOUDWATCH = "cloudwatch.amazonaws.com";

  private static final List<String> PUBLISH = List.of("sns:Publish");

  /** Copies the list. */
  public TopicPolicy {
    statements = List.copyOf(statements);
  }

  /**
   * One statement. Every list may hold wildcards.
   *
   * @param principals kind ({@code AWS}, {@code Service}) to names; {@code "*"} stands as AWS
   * @param conditions operator to key to values
   * @param inverted whether it uses NotPrincipal, NotAction or NotResource
   */
  public record Statement(
      Optional<String> sid,
      boolean allow,
      Map<String, List<String>> principals,
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions,
      boolean inverted) {

    private boolean namesCloudWatch() {
      return principals.getOrDefault("Service", List.of()).contains(CLOUDWATCH)
          || principals.getOrDefault("Service", List.of()).contains("*")
          || principals.getOrDefault("AWS", List.of()).contains("*");
    }

    private Answer appliesTo(String action, String resource, Account account, Arn alarm) {
      if (inverted) {
        return Answer.UNKNOWN;
      }
      String asked = action.toLowerCase(Locale.ROOT);
      boolean acting =
          actions.stream().anyMatch(it -> Wildcards.match(it.toLowerCase(Locale.ROOT), asked));
      boolean here = resources.stream().anyMatch(it -> Wildcards.match(it, resource));
      return namesCloudWatch() && acting && here
          ? PolicyCondition.all(conditions, account, alarm)
          : Answer.NO;
    }
  }

  /** What the policy of a topic says to these alarms. */
  public Grant grant(Arn topic, Account account, List<Arn> alarms) {
    return grant(PUBLISH, topic.toString(), account, alarms);
  }

  /**
   * What the policy says to these alarms, for all of some actions. In doubt it is not allowed, and
   * it is denied.
   */
  public Grant grant(List<String> actions, String resource, Account account, List<Arn> alarms) {
    List<Asked> all =
        actions.stream()
            .flatMap(action -> alarms.stream().map(alarm -> new Asked(action, alarm)))
            .toList();
    boolean allowed =
        all.stream()
            .allMatch(
                asked ->
                    statements.stream()
                        .filter(Statement::allow)
                        .anyMatch(
                            it ->
                                it.appliesTo(asked.action(), resource, account, asked.alarm())
                                    == Answer.YES));
    List<String> denied =
        statements.stream()
            .filter(it -> !it.allow())
            .filter(
                it ->
                    all.stream()
                        .anyMatch(
                            asked ->
                                it.appliesTo(asked.action(), resource, account, asked.alarm())
                                    != Answer.NO))
            .map(it -> it.sid().orElse("a statement without Sid"))
            .toList();
    return new Grant(allowed, denied);
  }

  /** One thing that CloudWatch does for an alarm. */
  private record Asked(String action, Arn alarm) {}
}
