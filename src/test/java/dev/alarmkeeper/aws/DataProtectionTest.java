package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.Masking.Custom;
import dev.alarmkeeper.chain.Masking.Managed;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.AccountPolicy;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeAccountPoliciesRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeAccountPoliciesResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetDataProtectionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetDataProtectionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** Which identifiers of which policies mask. */
class DataProtectionTest {
  private static final String ARN = "arn:aws:dataprotection::aws:data-identifier/";
  private static final String AUDIT = "{\"Audit\":{\"FindingsDestination\":{}}}";
  private static final String MASK = "{\"Deidentify\":{\"MaskConfig\":{}}}";

  private final CloudWatchLogsClient logs = mock(CloudWatchLogsClient.class, CALLS_REAL_METHODS);

  @Test
  void aStatementThatMasksNamesIdentifiersOfAwsAndOfTheOwner() {
    assertThat(DataProtection.masks(policy(statement(MASK, ARN + "EmailAddress", "Word"))))
        .containsExactly(new Managed("EmailAddress"), new Custom("Word", "Root"));
  }

  @Test
  void anAuditMasksNothing() {
    assertThat(DataProtection.masks(policy(statement(AUDIT, ARN + "EmailAddress", "Word"))))
        .isEmpty();
  }

  @Test
  void anOperationThatIsNotKnownMayMask() {
    assertThat(DataProtection.masks(policy(statement("{\"Redact\":{}}", ARN + "Name"))))
        .containsExactly(new Managed("Name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"Statement\":[{}]}", "{\"Statement\":[1]}"})
  void whatIsNoPolicyIsNotRead(String document) {
    assertThatThrownBy(() -> DataProtection.masks(document))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void aGroupThatSaysNothingIsNotAskedAbout() {
    assertThat(of(it -> {})).isEqualTo(new Absent<>());
    assertThat(of(it -> it.dataProtectionStatus("DELETED"))).isEqualTo(new Absent<>());
    verify(logs, never()).getDataProtectionPolicy(any(GetDataProtectionPolicyRequest.class));
  }

  /** A status that is not known yet is one that may mask. */
  @ParameterizedTest
  @ValueSource(strings = {"ACTIVATED", "SOMETHING_NEW"})
  void aGroupsOwnPolicyIsRead(String status) {
    groupHas(policy(statement(MASK, "Word")));
    assertThat(of(it -> it.dataProtectionStatus(status)))
        .isEqualTo(new Present<>(new Masking(List.of(new Custom("Word", "Root")))));
  }

  @Test
  void bothPoliciesCountTogether() {
    groupHas(policy(statement(MASK, ARN + "EmailAddress")));
    accountHas(policy(statement(MASK, ARN + "EmailAddress", "Word")));
    assertThat(
            of(
                it ->
                    it.dataProtectionStatus("ACTIVATED")
                        .inheritedPropertiesWithStrings("ACCOUNT_DATA_PROTECTION")))
        .isEqualTo(
            new Present<>(
                new Masking(List.of(new Managed("EmailAddress"), new Custom("Word", "Root")))));
  }

  @Test
  void aDeniedReadIsUnknown() {
    doThrow(
            CloudWatchLogsException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage("no")
                        .build())
                .build())
        .when(logs)
        .describeAccountPolicies(any(DescribeAccountPoliciesRequest.class));
    assertThat(of(it -> it.inheritedPropertiesWithStrings("ACCOUNT_DATA_PROTECTION")))
        .isInstanceOf(Unreadable.class);
  }

  private Observed<Masking> of(Consumer<LogGroup.Builder> change) {
    LogGroup.Builder group = LogGroup.builder().logGroupName("CloudTrail/logs");
    change.accept(group);
    return new DataProtection(logs).of(group.build());
  }

  private void groupHas(String document) {
    doReturn(GetDataProtectionPolicyResponse.builder().policyDocument(document).build())
        .when(logs)
        .getDataProtectionPolicy(any(GetDataProtectionPolicyRequest.class));
  }

  private void accountHas(String document) {
    doReturn(
            DescribeAccountPoliciesResponse.builder()
                .accountPolicies(AccountPolicy.builder().policyDocument(document).build())
                .build())
        .when(logs)
        .describeAccountPolicies(any(DescribeAccountPoliciesRequest.class));
  }

  private static String policy(String statement) {
    return "{\"Name\":\"p\",\"Configuration\":{\"CustomDataIdentifier\":["
        + "{\"Name\":\"Word\",\"Regex\":\"Root\"}]},\"Statement\":["
        + statement
        + "]}";
  }

  private static String statement(String operation, String... identifiers) {
    return "{\"DataIdentifier\":[\"%s\"],\"Operation\":%s}"
        .formatted(String.join("\",\"", identifiers), operation);
  }
}
