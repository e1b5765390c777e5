package dev.alarmkeeper.evidence.cause;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * A way to break a link. Sources of the parameters' names: the API references of the services;
 * CloudTrail records them with a small first letter.
 *
 * @param service whose API it is, as CloudTrail names it
 * @param operation as CloudTrail names it; Lambda's end with the version of its API
 * @param takesAway whether the link is surely broken after it, whatever is found later: somebody
 *     may have made it anew in the meantime, and not as it should be
 * @param names whether the parameters name the object
 * @param causes the labels of the findings that it can cause, each with how a call shows that it
 *     did
 */
record BreakingCall(
    String service,
    String operation,
    Link link,
    boolean takesAway,
    BiPredicate<ChainObjects, JsonFields> names,
    Map<String, Shows> causes) {
  static final String LOGS = "logs.amazonaws.com";
  static final String ALARMS = "monitoring.amazonaws.com";
  static final String SNS = "sns.amazonaws.com";
  static final String SQS = "sqs.amazonaws.com";
  static final String LAMBDA = "lambda.amazonaws.com";
  static final String KMS = "kms.amazonaws.com";
  static final String TRAILS = "cloudtrail.amazonaws.com";

  /** The label of a link that is not there: what it was before nobody sees any more. */
  static final String MISSING = "missing";

  /** The label of a link that is not in force yet. */
  static final String UNSETTLED = "unsettled";

  /** One that can cause findings, and may have been undone. */
  static BreakingCall changing(
      String service,
      String operation,
      Link link,
      BiPredicate<ChainObjects, JsonFields> names,
      Map<String, Shows> causes) {
    return new BreakingCall(service, operation, link, false, names, Map.copyOf(causes));
  }

  /** One after which the link is surely broken. */
  static BreakingCall takingAway(
      String service,
      String operation,
      Link link,
      BiPredicate<ChainObjects, JsonFields> names,
      Map<String, Shows> causes) {
    return new BreakingCall(service, operation, link, true, names, Map.copyOf(causes));
  }

  /** Whether a call is of this sort: one that does not tell its service is of none. */
  boolean isOf(ApiCall call) {
    return call.name().filter(it -> it.toString().equals(operation)).isPresent()
        && call.service().filter(it -> it.toString().equals(service)).isPresent();
  }

  /** Whether it can have to do with what was found; where nothing is known, it can. */
  boolean concerns(Set<String> labels) {
    return takesAway || labels.isEmpty() || causes.keySet().stream().anyMatch(labels::contains);
  }

  /** Whatever its parameters are, after such a call this is so. */
  static Map<String, Shows> always(String... labels) {
    return all(Shows.ALWAYS, List.of(labels));
  }

  /** The call may have led to this, and its parameters do not show it. */
  static Map<String, Shows> maybe(String... labels) {
    return maybe(List.of(labels));
  }

  /** The same. */
  static Map<String, Shows> maybe(List<String> labels) {
    return all(Shows.NEVER, labels);
  }

  /** The same parameters show all of these. */
  static Map<String, Shows> all(Shows shows, List<String> labels) {
    return labels.stream().collect(Collectors.toMap(it -> it, _ -> shows));
  }

  /** Both; where a label is in both, as the other one says. */
  static Map<String, Shows> and(Map<String, Shows> one, Map<String, Shows> other) {
    Map<String, Shows> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }
}
