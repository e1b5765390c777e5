package dev.alarmkeeper.it;

import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PolicyType;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * What nobody wrote a rule for: every member that the SDK can set, with every value that is nasty
 * for its type. A member that a newer SDK brings is here by itself.
 */
@SuppressWarnings("unchecked") // the SDK takes any number of builders
final class GeneratedDeeds {
  private static final List<Integer> INTEGERS = List.of(1, 2, 3, 5, 10, 30, 60, 900, 3600, 86_400);
  private static final List<Double> DOUBLES = List.of(-1000.0, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 1e9);
  private static final List<String> TEXTS =
      List.of("", "x", "-1", "0", "1", "2", "*", Scene.TOPIC + "-2");

  /** Values that mean something for a member of that name, besides those of its enumeration. */
  private static final Map<String, List<String>> SPECIAL =
      Map.of(
          "metricValue", List.of("-1", "0", "0.5", "1.0", "1000", "$.eventVersion", "$.nothing"),
          "unit", List.of("Count", "Seconds", "None"),
          "treatMissingData", List.of("breaching", "notBreaching", "ignore", "missing"),
          "extendedStatistic", List.of("p1", "p99"),
          "filterPattern",
              List.of(
                  "",
                  "Root",
                  "-Root",
                  "{ $.userIdentity.type = * }",
                  "{ $.userIdentity.type = \"Ro*\" }",
                  "{ $.eventType = \"AwsConsoleSignIn\" }",
                  "{ $.userIdentity.type = \"Root\" }"),
          "fieldSelectionCriteria",
              List.of(
                  "@aws.account = \"111122223333\"",
                  "@aws.account != \"111122223333\"",
                  "@aws.region IN [\"eu-west-1\"]"),
          "emitSystemFieldDimensions", List.of("@aws.account", "@aws.region"));

  private static final List<String> FILTER_POLICIES =
      List.of(
          "{}",
          "{\"AlarmName\": [\"" + Scene.ALARM + "\"]}",
          "{\"AlarmName\": [{\"anything-but\": \"" + Scene.ALARM + "\"}]}",
          "{\"NewStateValue\": [\"OK\"]}",
          "{\"NewStateValue\": [{\"prefix\": \"A\"}]}",
          "{\"severity\": [{\"exists\": false}]}",
          "{\"severity\": [{\"exists\": true}]}");

  private GeneratedDeeds() {}

  /** All of them. */
  static List<Deed> all() {
    return Stream.of(
            setting(
                "PutMetricAlarm",
                PutMetricAlarmRequest.builder(),
                (they, set) -> they.putAlarm(set::accept)),
            setting(
                "PutMetricFilter",
                PutMetricFilterRequest.builder(),
                (they, set) -> they.putFilter(set::accept, _ -> {})),
            setting(
                "PutMetricFilter, metricTransformations",
                MetricTransformation.builder(),
                (they, set) -> they.putTransformation(set::accept)),
            setting(
                "PutMetricFilter beside ours",
                PutMetricFilterRequest.builder(),
                (they, set) -> they.putFilter(it -> beside(it, set), _ -> {})),
            setting(
                "PutMetricFilter beside ours, metricTransformations",
                MetricTransformation.builder(),
                (they, set) -> they.putFilter(it -> it.filterName("beside"), set::accept)),
            setting(
                "PutMetricFilter of all events beside ours, metricTransformations",
                MetricTransformation.builder(),
                (they, set) ->
                    they.putFilter(it -> it.filterName("all").filterPattern(""), set::accept)),
            setting(
                "UpdateTrail",
                UpdateTrailRequest.builder(),
                (they, set) -> they.updateTrail(set::accept)),
            setting(
                "PutEventSelectors",
                EventSelector.builder(),
                (they, set) -> they.selectEvents(set::accept)),
            topicAttributes(),
            topicStatements(),
            messageProtection(),
            subscriptionAttributes(),
            logGroup(),
            metricData(),
            muteRules())
        .flatMap(List::stream)
        .toList();
  }

  private static void beside(PutMetricFilterRequest.Builder filter, Consumer<Object> set) {
    filter.filterName("beside");
    set.accept(filter);
  }

  /** How a member of a request, or of a part of one, is set by a call. */
  private interface Setting {
    void call(Attacker they, Consumer<Object> set);
  }

  private static List<Deed> setting(String call, SdkBuilder<?, ?> builder, Setting setting) {
    List<Deed> deeds = new ArrayList<>();
    for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
      for (Object value : values(field, builder.getClass().getPackageName())) {
        deeds.add(
            deed(
                "%s with %s: %s".formatted(call, field.memberName(), text(value)),
                they -> setting.call(they, target -> field.set(target, value))));
      }
    }
    return deeds;
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value).replaceAll("\\s+", " ");
  }

  /** Nasty values for a member, none at all among them. */
  private static List<@Nullable Object> values(SdkField<?> field, String model) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.STRING)) {
      values.addAll(texts(field, model));
    } else if (type.equals(MarshallingType.INTEGER)) {
      values.addAll(INTEGERS);
    } else if (type.equals(MarshallingType.DOUBLE)) {
      values.addAll(DOUBLES);
    } else if (type.equals(MarshallingType.BOOLEAN)) {
      values.addAll(List.of(true, false));
    } else if (type.equals(MarshallingType.LIST)) {
      values.add(List.of());
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      texts(field, model).forEach(it -> values.addAll(lists(element, it)));
    } else if (type.equals(MarshallingType.SDK_POJO)) {
      values.addAll(structures(field));
    }
    return values;
  }

  private static List<Object> lists(SdkField<?> element, String text) {
    if (element.marshallingType().equals(MarshallingType.STRING)) {
      return List.of(List.of(text));
    }
    if (element.marshallingType().equals(MarshallingType.SDK_POJO)) {
      return structures(element).stream().<Object>map(List::of).toList();
    }
    return List.of();
  }

  /** Structures with all their members set, and with each of them alone. */
  private static List<Object> structures(SdkField<?> field) {
    List<SdkField<?>> members = field.constructor().get().sdkFields();
    List<Object> structures = new ArrayList<>();
    structures.add(built(field.constructor().get()));
    for (SdkField<?> member : members) {
      for (Object value : values(member, field.constructor().get().getClass().getPackageName())) {
        SdkPojo structure = field.constructor().get();
        member.set(structure, value);
        structures.add(built(structure));
      }
    }
    return structures;
  }

  private static Object built(SdkPojo structure) {
    return ((SdkBuilder<?, ?>) structure).build();
  }

  private static Collection<String> texts(SdkField<?> field, String model) {
    String name = field.memberName();
    List<String> texts = new ArrayList<>(TEXTS);
    texts.addAll(
        SPECIAL.getOrDefault(
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), List.of()));
    try {
      Class<?> type =
          Class.forName(
              model + "." + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
      if (type.isEnum()) {
        Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
            .map(Object::toString)
            .filter(it -> !it.equals("null"))
            .forEach(texts::add);
      }
    } catch (ClassNotFoundException _) {
      // Free text.
    }
    return texts.stream().distinct().toList();
  }

  private static List<Deed> topicAttributes() {
    List<Deed> deeds = new ArrayList<>();
    for (String attribute :
        List.of(
            "DeliveryPolicy",
            "DisplayName",
            "KmsMasterKeyId",
            "SignatureVersion",
            "TracingConfig",
            "SQSFailureFeedbackRoleArn",
            "SQSSuccessFeedbackSampleRate")) {
      for (String value : List.of("", "x", "1", "2", "alias/aws/sns", "Active", "{}")) {
        deeds.add(
            deed(
                "SetTopicAttributes with %s: %s".formatted(attribute, value),
                they -> they.setTopic(attribute, value)));
      }
    }
    return deeds;
  }

  /** Each operator on what CloudWatch's call carries, as the only Allow and as a Deny beside it. */
  private static List<Deed> topicStatements() {
    List<Deed> deeds = new ArrayList<>();
    String arn = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:" + Scene.ALARM;
    Map<String, List<String>> values =
        Map.of(
            "aws:SourceArn",
                List.of(arn, "*", "arn:aws:cloudwatch:*", "arn:aws:cloudwatch:*:*:alarm:*"),
            "aws:SourceAccount", List.of("111122223333", "444455556666", "${aws:PrincipalAccount}"),
            "AWS:SourceOwner", List.of("111122223333", "444455556666"),
            "aws:PrincipalIsAWSService", List.of("true", "false"),
            "aws:SourceOrgID", List.of("o-exampleorgid", "o-another"),
            "aws:Absent", List.of("x"));
    for (String operator :
        List.of(
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "ArnLike",
            "ArnNotLike",
            "ArnEquals",
            "Bool",
            "Null",
            "StringEqualsIfExists",
            "StringNotEqualsIfExists",
            "ForAllValues:StringEquals",
            "ForAnyValue:StringLike")) {
      values.forEach(
          (key, all) ->
              all.forEach(
                  value -> {
                    String condition = "{\"%s\": {\"%s\": \"%s\"}}".formatted(operator, key, value);
                    deeds.add(
                        deed(
                            "the topic lets CloudWatch publish if only " + condition,
                            they -> they.putTopicPolicy(statement("Allow", condition))));
                    deeds.add(
                        deed(
                            "the topic denies everybody to publish if " + condition,
                            they -> they.addToTopicPolicy(statement("Deny", condition))));
                  }));
    }
    return deeds;
  }

  private static String statement(String effect, String condition) {
    return "{\"Effect\": \"%s\", \"Principal\": \"*\", \"Action\": \"SNS:Publish\", \"Resource\": \"%s\", \"Condition\": %s}"
        .formatted(effect, Scene.TOPIC, condition);
  }

  /** Each operation on what alarms say and on what they do not, for everybody and for one. */
  private static List<Deed> messageProtection() {
    List<Deed> deeds = new ArrayList<>();
    for (String regex :
        List.of(
            "",
            "ALARM",
            "root_usage_alarm",
            "[0-9]+",
            "[A-Za-z]+",
            ".",
            ".*",
            "[ -Z]+",
            "[^x]+",
            "\\\\S+",
            "EID-[0-9]{9}",
            "us-east-[0-9]")) {
      for (String principal :
          List.of("*", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/app")) {
        for (String operation :
            List.of(
                "{\"Deny\": {}}",
                "{\"Deidentify\": {\"MaskConfig\": {}}}",
                "{\"Deidentify\": {\"RedactConfig\": {}}}",
                "{\"Audit\": {\"SampleRate\": \"99\", \"FindingsDestination\": {}}}")) {
          for (String direction : List.of("Inbound", "Outbound")) {
            deeds.add(
                deed(
                    "%s of %s with %s for %s".formatted(operation, direction, regex, principal),
                    they ->
                        they.protectMessages(
                            MessageTamperings.policy(direction, principal, regex, operation))));
          }
        }
      }
    }
    return deeds;
  }

  private static List<Deed> subscriptionAttributes() {
    List<Deed> deeds = new ArrayList<>();
    for (String scope : List.of("MessageAttributes", "MessageBody")) {
      for (String policy : FILTER_POLICIES) {
        deeds.add(
            deed(
                "SetSubscriptionAttributes with FilterPolicy: %s of %s".formatted(policy, scope),
                they -> {
                  they.setSubscription(Scene.PERSON, "FilterPolicyScope", scope);
                  they.setSubscription(Scene.PERSON, "FilterPolicy", policy);
                }));
      }
    }
    for (String attribute :
        List.of(
            "DeliveryPolicy",
            "RawMessageDelivery",
            "RedrivePolicy",
            "SubscriptionRoleArn",
            "ReplayPolicy")) {
      for (String value : List.of("", "true", "{}", "arn:aws:iam::111122223333:role/x")) {
        deeds.add(
            deed(
                "SetSubscriptionAttributes with %s: %s".formatted(attribute, value),
                they -> they.setSubscription(attribute, value)));
      }
    }
    return deeds;
  }

  private static List<Deed> logGroup() {
    List<Deed> deeds = new ArrayList<>();
    for (int days : new int[] {1, 3, 30, 365, 3653}) {
      deeds.add(
          deed(
              "PutRetentionPolicy with retentionInDays: " + days,
              they ->
                  they.logs()
                      .putRetentionPolicy(
                          it -> it.logGroupName(LocalAws.LOG_GROUP).retentionInDays(days))));
    }
    for (String regex :
        List.of(
            "Root", "R[a-z]+t", "[A-Za-z]+", "root", "Aws[A-Za-z]+", "userIdentity", "[0-9]{12}")) {
      deeds.add(deed("PutDataProtectionPolicy with Regex: " + regex, they -> they.mask(regex)));
      deeds.add(
          deed(
              "PutAccountPolicy with Regex: " + regex,
              they ->
                  they.logs()
                      .putAccountPolicy(
                          it ->
                              it.policyName("mask")
                                  .policyType(PolicyType.DATA_PROTECTION_POLICY)
                                  .policyDocument(Attacker.masking(regex)))));
    }
    for (PolicyType type : PolicyType.knownValues()) {
      for (String criteria : new String[] {null, "LogGroupNamePrefix = \"CloudTrail\""}) {
        deeds.add(
            deed(
                "PutAccountPolicy with policyType: %s of %s".formatted(type, criteria),
                they ->
                    they.logs()
                        .putAccountPolicy(
                            it ->
                                it.policyName("policy")
                                    .policyType(type)
                                    .policyDocument("{}")
                                    .selectionCriteria(criteria))));
      }
    }
    deeds.add(
        deed(
            "PutTransformer, and our filter reads what it makes",
            they -> {
              they.logs()
                  .putTransformer(
                      it ->
                          it.logGroupIdentifier(LocalAws.LOG_GROUP)
                              .transformerConfig(
                                  t ->
                                      t.renameKeys(
                                          r ->
                                              r.entries(
                                                  e -> e.key("userIdentity").renameTo("u")))));
              they.putFilter(it -> it.applyOnTransformedLogs(true), _ -> {});
            }));
    return deeds;
  }

  private static List<Deed> metricData() {
    List<Deed> deeds = new ArrayList<>();
    for (double value : new double[] {-1000, -1, 0, 0.5, 1, 1000}) {
      for (String unit : List.of("None", "Count", "Seconds")) {
        deeds.add(
            deed(
                "PutMetricData every minute with Value: %s %s".formatted(value, unit),
                they -> they.publish(value, unit)));
      }
    }
    return deeds;
  }

  private static List<Deed> muteRules() {
    List<Deed> deeds = new ArrayList<>();
    IntStream.range(0, 24)
        .forEach(
            hour ->
                deeds.add(
                    deed(
                        "PutAlarmMuteRule from %d:00".formatted(hour),
                        they -> they.mute("m", "cron(0 %d * * *)".formatted(hour), Scene.ALARM))));
    for (String cron :
        List.of("cron(* * * * MON-SUN)", "cron(0 0 1 JAN *)", "cron(0,30 0-23 * * *)")) {
      deeds.add(deed("PutAlarmMuteRule with " + cron, they -> they.mute("m", cron, Scene.ALARM)));
    }
    return deeds;
  }

  private static Deed deed(String what, Consumer<Attacker> act) {
    return new Deed(what, act, Audience.NAMED);
  }
}
