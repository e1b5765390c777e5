package dev.alarmkeeper.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The same call about something else, or made elsewhere, or in vain. */
final class OtherObjects {
  /** The parameters that name objects. */
  private static final List<String> NAMES =
      List.of(
          "alarmName",
          "alarmNames",
          "filterName",
          "functionName",
          "keyId",
          "logGroupIdentifier",
          "logGroupName",
          "name",
          "policyType",
          "queueUrl",
          "resourceArn",
          "resourceIdentifier",
          "subscriptionArn",
          "topicArn",
          "trailName");

  /** Two names, of which either is enough. */
  private static final Set<String> ALIAS = Set.of("aliasName", "targetKeyId");

  private OtherObjects() {}

  static List<Map<String, @Nullable Object>> of(Map<String, @Nullable Object> record) {
    List<Map<String, @Nullable Object>> others = new ArrayList<>();
    others.add(with(record, "recipientAccountId", "444455556666"));
    others.add(with(record, "awsRegion", "eu-west-1"));
    others.add(with(record, "eventSource", "s3.amazonaws.com"));
    others.add(with(record, "errorCode", "AccessDenied"));
    others.add(with(record, "errorCode", "DryRunOperation"));
    others.add(without(record, "eventSource"));
    others.add(without(record, "awsRegion"));
    others.add(without(record, "recipientAccountId"));
    others.add(without(record, "requestParameters"));
    Map<String, @Nullable Object> parameters = parameters(record);
    List<UnaryOperator<String>> changes =
        List.of(it -> "dev/" + it, it -> it + "x", it -> it + "/", it -> it.substring(1));
    for (UnaryOperator<String> change : changes) {
      for (String name : NAMES) {
        // Which of a topic's subscriptions is gone its ARN does not say.
        boolean isOneOfMany =
            name.equals("subscriptionArn") && "Unsubscribe".equals(record.get("eventName"));
        if (parameters.containsKey(name) && !isOneOfMany) {
          others.add(changed(record, Set.of(name), change));
        }
      }
      if ("Unsubscribe".equals(record.get("eventName"))) {
        others.add(
            changed(
                record,
                Set.of("subscriptionArn"),
                it ->
                    change.apply(it.substring(0, it.lastIndexOf(':')))
                        + it.substring(it.lastIndexOf(':'))));
      }
      if (parameters.containsKey("aliasName")) {
        others.add(changed(record, ALIAS, change));
      }
    }
    return others;
  }

  private static Map<String, @Nullable Object> changed(
      Map<String, @Nullable Object> record, Set<String> names, UnaryOperator<String> change) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(parameters(record));
    parameters.replaceAll((name, value) -> names.contains(name) ? changed(value, change) : value);
    return with(record, "requestParameters", parameters);
  }

  private static @Nullable Object changed(@Nullable Object value, UnaryOperator<String> change) {
    return value instanceof List<?> all
        ? all.stream().map(it -> change.apply(String.valueOf(it))).toList()
        : change.apply(String.valueOf(value));
  }

  private static Map<String, @Nullable Object> parameters(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    if (record.get("requestParameters") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> parameters.put(String.valueOf(name), value));
    }
    return parameters;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> record, String field, Object value) {
    Map<String, @Nullable Object> other = new LinkedHashMap<>(record);
    other.put(field, value);
    return other;
  }

  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> record, String field) {
    Map<String, @Nullable Object> other = new LinkedHashMap<>(record);
    other.remove(field);
    return other;
  }
}
