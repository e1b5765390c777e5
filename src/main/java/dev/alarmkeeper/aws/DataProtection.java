package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.Masking.Mask;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.AccountPolicy;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeAccountPoliciesResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InheritedProperty;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.PolicyType;

/**
 * What the data protection policies of a log group and of the account mask. They are asked for only
 * where the group says that it has one. Source: CloudWatch Logs User Guide, "Understanding data
 * protection policies".
 */
record DataProtection(CloudWatchLogsClient logs) {
  static final String AUDIT = "Audit";

  /** States in which a group's own policy masks nothing. */
  private static final Set<String> OFF = Set.of("DELETED", "ARCHIVED", "DISABLED");

  Observed<Masking> of(LogGroup group) {
    String own = group.dataProtectionStatusAsString();
    boolean inherits =
        group.inheritedPropertiesAsStrings().stream()
            .anyMatch(InheritedProperty.ACCOUNT_DATA_PROTECTION.toString()::equals);
    boolean protects = own != null && !OFF.contains(own);
    if (!protects && !inherits) {
      return new Absent<>();
    }
    String name = group.logGroupName();
    Observed<Masking> ofGroup =
        protects
            ? Read.of("logs:GetDataProtectionPolicy", name, () -> ofGroup(name))
            : new Present<>(new Masking(List.of()));
    Observed<Masking> ofAccount =
        inherits
            ? Read.of("logs:DescribeAccountPolicies", "DATA_PROTECTION_POLICY", this::ofAccount)
            : new Present<>(new Masking(List.of()));
    return ofGroup.flatMap(
        one ->
            ofAccount.flatMap(
                other ->
                    new Present<>(
                        new Masking(
                            Stream.concat(one.masks().stream(), other.masks().stream())
                                .distinct()
                                .toList()))));
  }

  private Observed<Masking> ofGroup(String name) {
    String document =
        require(
            logs.getDataProtectionPolicy(it -> it.logGroupIdentifier(name)).policyDocument(),
            "policyDocument");
    return new Present<>(new Masking(masks(document)));
  }

  private Observed<Masking> ofAccount() {
    DescribeAccountPoliciesResponse answer =
        logs.describeAccountPolicies(it -> it.policyType(PolicyType.DATA_PROTECTION_POLICY));
    return new Present<>(
        new Masking(
            listed(answer.hasAccountPolicies(), answer.accountPolicies(), "accountPolicies")
                .stream()
                .map(AccountPolicy::policyDocument)
                .flatMap(it -> masks(it).stream())
                .toList()));
  }

  /** The identifiers of all statements that do not only audit. */
  static List<Mask> masks(@Nullable String document) {
    Map<String, @Nullable Object> policy = read(String.valueOf(document));
    Map<String, String> custom = custom(policy);
    return statements(policy).stream()
        .filter(it -> operations(it).stream().anyMatch(operation -> !AUDIT.equals(operation)))
        .flatMap(it -> finds(it, custom).stream())
        .distinct()
        .toList();
  }

  static Map<String, @Nullable Object> read(String document) {
    try {
      return Json.object(document);
    } catch (JsonException wrong) {
      throw new MalformedAnswerException("the policy is " + wrong.problem());
    }
  }

  static List<Map<?, ?>> statements(Map<String, @Nullable Object> policy) {
    return list(policy.get("Statement")).stream()
        .<Map<?, ?>>map(
            it -> {
              if (it instanceof Map<?, ?> statement) {
                return statement;
              }
              throw new MalformedAnswerException("the policy has a statement that is no object");
            })
        .toList();
  }

  /** What a statement does; what an operation that is not known does is not known either. */
  static List<String> operations(Map<?, ?> statement) {
    if (statement.get("Operation") instanceof Map<?, ?> operation) {
      return operation.keySet().stream().map(String::valueOf).toList();
    }
    throw new MalformedAnswerException("the policy has a statement without Operation");
  }

  /** What a statement looks for. */
  static List<Mask> finds(Map<?, ?> statement, Map<String, String> custom) {
    return list(statement.get("DataIdentifier")).stream()
        .map(String::valueOf)
        .map(it -> it.substring(it.lastIndexOf('/') + 1))
        .<Mask>map(
            it ->
                Optional.ofNullable(custom.get(it))
                    .<Mask>map(regex -> new Masking.Custom(it, regex))
                    .orElseGet(() -> new Masking.Managed(it)))
        .toList();
  }

  /** The owner's own identifiers, by name. */
  static Map<String, String> custom(Map<String, @Nullable Object> policy) {
    Map<String, String> custom = new LinkedHashMap<>();
    if (policy.get("Configuration") instanceof Map<?, ?> configuration) {
      for (Object item : list(configuration.get("CustomDataIdentifier"))) {
        if (item instanceof Map<?, ?> identifier) {
          custom.put(
              String.valueOf(identifier.get("Name")), String.valueOf(identifier.get("Regex")));
        }
      }
    }
    return custom;
  }

  static List<?> list(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      default -> List.of(value);
    };
  }
}
