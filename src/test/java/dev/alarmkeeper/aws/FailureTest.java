package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.Failure.Kind;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.reconcile.Outcome;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an exception of the SDK means, decided once for all services. */
class FailureTest {
  @ParameterizedTest(name = "{1} {0}: {2}")
  @CsvSource({
    // Throttling, as each protocol spells it.
    "Throttling,                  400, PASSING",
    "ThrottlingException,         400, PASSING",
    "TooManyRequestsException,    429, PASSING",
    "RequestLimitExceeded,        503, PASSING",
    "Throttled,                   429, PASSING",
    "KMSThrottling,               400, PASSING",
    "KMSThrottlingException,      400, PASSING",
    // A fault of the service.
    "InternalError,               500, PASSING",
    "InternalFailure,             500, PASSING",
    "ServiceUnavailableException, 503, PASSING",
    // Whatever the body says.
    "SomethingNew,                408, PASSING",
    "SomethingNew,                429, PASSING",
    "null,                        503, PASSING",
    // Too late, a wrong clock, credentials that have run out: no setting is at fault.
    "RequestTimeout,              400, PASSING",
    "RequestTimeoutException,     408, PASSING",
    "RequestExpired,              400, PASSING",
    "RequestAbortedException,     400, PASSING",
    "RequestTimeTooSkewed,        403, PASSING",
    "RequestInTheFuture,          403, PASSING",
    "SignatureDoesNotMatch,       403, PASSING",
    "InvalidSignatureException,   400, PASSING",
    "ExpiredToken,                403, PASSING",
    "ExpiredTokenException,       400, PASSING",
    "TokenRefreshRequired,        400, PASSING",
    // Throttling once more: what the SDK knows as such.
    "ThrottledException,          400, PASSING",
    "SlowDown,                    400, PASSING",
    "RequestThrottled,            400, PASSING",
    "RequestThrottledException,   400, PASSING",
    "EC2ThrottledException,       400, PASSING",
    "BandwidthLimitExceeded,      400, PASSING",
    "RequestLimitExceeded,        400, PASSING",
    "PriorRequestNotComplete,     400, PASSING",
    "TransactionInProgressException, 400, PASSING",
    "ProvisionedThroughputExceededException, 400, PASSING",
    // Two writers at once.
    "OperationAbortedException,   400, PASSING",
    "ConcurrentAccess,            400, PASSING",
    "ConflictException,           409, PASSING",
    "StaleTag,                    400, PASSING",
    // Permissions and credentials.
    "AccessDenied,                403, DENIED",
    "AccessDeniedException,       400, DENIED",
    "AuthorizationError,          403, DENIED",
    "UnauthorizedOperation,       403, DENIED",
    "OptInRequired,               403, DENIED",
    "MissingAuthenticationToken,  403, DENIED",
    "IncompleteSignature,         400, DENIED",
    "InvalidClientTokenId,        403, DENIED",
    "UnrecognizedClientException, 400, DENIED",
    "KMSAccessDenied,             400, DENIED",
    // Quotas.
    "LimitExceeded,               400, QUOTA",
    "LimitExceededException,      400, QUOTA",
    "TopicLimitExceeded,          403, QUOTA",
    "SubscriptionLimitExceeded,   403, QUOTA",
    "FilterPolicyLimitExceeded,   403, QUOTA",
    // Not there.
    "NotFound,                    404, NOT_FOUND",
    "ResourceNotFoundException,   400, NOT_FOUND",
    "TrailNotFoundException,      400, NOT_FOUND",
    // Never to be taken.
    "InvalidParameter,            400, INVALID",
    "InvalidParameterException,   400, INVALID",
    "ValidationError,             400, INVALID",
    "InvalidHomeRegionException,  400, INVALID",
    "InvalidResultTokenException, 400, INVALID",
    "KMSDisabled,                 400, INVALID",
    "KMSNotFound,                 400, INVALID",
    "SomethingNew,                400, INVALID",
  })
  void theCodeSaysWhatCanBeDone(String code, int status, Kind kind) {
    assertThat(of(exception(code, "words", status)).kind()).isEqualTo(kind);
  }

  static final List<SdkException> WITHOUT_ANSWER =
      List.of(
          SdkClientException.create("Unable to execute HTTP request: Connection reset"),
          SdkClientException.create(
              "Received an UnknownHostException", new UnknownHostException("logs.example")),
          SdkClientException.create("no answer", new SocketTimeoutException("Read timed out")),
          SdkClientException.create("Unable to load credentials from any of the providers"),
          ApiCallTimeoutException.create(8_000),
          ApiCallAttemptTimeoutException.create(3_000),
          AwsServiceException.builder().message("no details").statusCode(502).build());

  @ParameterizedTest
  @FieldSource("WITHOUT_ANSWER")
  void whatNobodyAnsweredPasses(SdkException exception) {
    assertThat(of(exception).kind()).isEqualTo(Kind.PASSING);
    assertThat(of(exception).<String>unreadable().reason()).doesNotContain("settings", "role");
    assertThat(of(exception).message())
        .startsWith("logs:PutMetricFilter name: ")
        .hasSizeGreaterThan(35);
  }

  static final List<Arguments> MEANINGS =
      List.of(
          Arguments.of("Throttling", 400, true, "failed, retryable"),
          Arguments.of("ExpiredTokenException", 400, true, "failed, retryable"),
          Arguments.of("RequestTimeTooSkewed", 403, true, "failed, retryable"),
          Arguments.of("NotFound", 404, true, "failed, retryable"),
          Arguments.of("AccessDenied", 403, false, "refused"),
          Arguments.of("LimitExceeded", 400, false, "refused"),
          Arguments.of("ValidationError", 400, false, "refused"));

  @ParameterizedTest(name = "{0}: retryable read {2}, write {3}")
  @FieldSource("MEANINGS")
  void aReadAndAWriteDrawTheirConclusions(
      String code, int status, boolean retryable, String outcome) {
    Failure failure = of(exception(code, "AWS's words", status));
    Unreadable<String> unread = failure.unreadable();
    assertThat(unread.retryable()).isEqualTo(retryable);
    assertThat(unread.reason()).startsWith("logs:PutMetricFilter name: " + code + ": AWS's words");
    switch (failure.outcome()) {
      case Outcome.Failed(String why, boolean again) -> {
        assertThat(outcome).isEqualTo("failed, retryable");
        assertThat(again).isTrue();
        assertThat(why).isEqualTo(failure.message());
      }
      case Outcome.Refused(String advice) -> {
        assertThat(outcome).isEqualTo("refused");
        assertThat(advice).startsWith(failure.message() + "; ");
      }
      case Outcome.Done _, Outcome.NotReached _ -> throw new AssertionError(code);
    }
  }

  @Test
  void theWordsOfAnAnswerAreSafeAndCut() {
    assertThat(of(exception("Odd\n", "\u202E\u001b[2J".repeat(1_000), 400)).message())
        .doesNotContain("\n", "\u202E", "\u001b")
        .hasSizeLessThan(300);
  }

  private static Failure of(SdkException exception) {
    return Failure.of("logs:PutMetricFilter", "name", exception);
  }

  private static AwsServiceException exception(String code, String message, int status) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
