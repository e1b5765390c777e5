package dev.alarmkeeper.policy;

import dev.alarmkeeper.policy.Fact.Missing;
import dev.alarmkeeper.policy.Fact.Unknown;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One thing that an AWS service does with its own name on behalf of a resource, as policies see it.
 * Source: IAM User Guide, "AWS global condition context keys", which says when a request carries a
 * key.
 *
 * @param service the service principal, such as {@code cloudwatch.amazonaws.com}
 * @param action such as {@code sns:Publish}
 * @param resource the ARN of what it is done to
 * @param context what is known of its context keys, by their names in lower case
 */
public record ServiceRequest(
    String service, String action, String resource, Map<String, Fact> context) {
  /** Keys of people, of their sessions and of their networks: a service of AWS carries none. */
  private static final Set<String> MISSING =
      Set.of(
          "aws:calledvia",
          "aws:calledviafirst",
          "aws:calledvialast",
          "aws:federatedprovider",
          "aws:multifactorauthage",
          "aws:multifactorauthpresent",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:tokenissuetime",
          "aws:username",
          "aws:vpcsourceip",
          // SNS Developer Guide, "Amazon SNS policy keys": they belong to Subscribe.
          "sns:endpoint",
          "sns:protocol");

  private static final String TAGS_OF_PEOPLE = "aws:principaltag/";

  /** Copies the map. */
  public ServiceRequest {
    context = Map.copyOf(context);
  }

  /** What is known of a key, whose case does not matter. */
  Fact fact(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    if (context.containsKey(name)) {
      return context.get(name);
    }
    return MISSING.contains(name) || name.startsWith(TAGS_OF_PEOPLE)
        ? new Missing()
        : new Unknown();
  }
}
