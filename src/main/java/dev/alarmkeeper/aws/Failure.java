package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an exception of the SDK means to us, decided once for all services.
 *
 * @param message operation, resource and AWS's words
 * @param kind what can be done about it
 */
record Failure(String message, Kind kind) {
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "AuthorizationErrorException",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "KMSAccessDenied",
          "KMSAccessDeniedException",
          "MissingAuthenticationToken",
          "NotAuthorized",
          "OptInRequired",
          "UnauthorizedOperation",
          "UnrecognizedClientException");

  /**
   * Faults of the moment that the SDK does not count as throttling: two writers at once, a call
   * that came too late. A clock that is wrong and credentials that have run out are of this kind
   * too: the runtime renews both, and no setting of ours names them. Sources: AWS Support API,
   * "Common errors"; IAM User Guide, "Troubleshoot Signature Version 4 errors".
   */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidSignature",
          "InvalidSignatureException",
          "PriorRequestNotComplete",
          "RequestAbortedException",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "RequestTimeoutException",
          "SignatureDoesNotMatch",
          "Throttled",
          "TokenRefreshRequired",
          "TransactionInProgressException",
          "ConcurrentAccess",
          "ConcurrentAccessException",
          "ConcurrentModificationException",
          "ConflictException",
          // SNS passes on what KMS told it; the SDK does not count this as throttling.
          "KMSThrottling",
          "KMSThrottlingException",
          "OperationAbortedException",
          "StaleTag",
          "StaleTagException");

  /**
   * Request timeout, too early, too many requests: whatever the body says. RFC 9110, 8470, 6585.
   */
  private static final Set<Integer> PASSING_STATUSES = Set.of(408, 425, 429);

  /** What can be done about a failure. */
  enum Kind {
    /** Try again: throttling, a fault of the service, a broken connection, a clock, a session. */
    PASSING,
    /** Somebody has to grant a permission. */
    DENIED,
    /** Somebody has to raise or free a quota. */
    QUOTA,
    /** It, or what it stands on, is not there. */
    NOT_FOUND,
    /** AWS will never take this request. */
    INVALID
  }

  static Failure of(String operation, String resource, SdkException cause) {
    String words =
        cause instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? service.awsErrorDetails().errorCode()
                + ": "
                + service.awsErrorDetails().errorMessage()
            : String.valueOf(cause.getMessage());
    return new Failure(operation + " " + resource + ": " + UntrustedText.of(words), kind(cause));
  }

  private static Kind kind(SdkException cause) {
    if (!(cause instanceof AwsServiceException service)
        || service.awsErrorDetails() == null
        || service.isThrottlingException()
        || PASSING_STATUSES.contains(service.statusCode())
        || service.statusCode() >= 500) {
      return Kind.PASSING;
    }
    String code = String.valueOf(service.awsErrorDetails().errorCode());
    if (DENIED.contains(code)) {
      return Kind.DENIED;
    }
    if (OF_THE_MOMENT.contains(code)) {
      return Kind.PASSING;
    }
    if (code.contains("LimitExceeded")) {
      return Kind.QUOTA;
    }
    // A key that is not there is a setting's fault: no run of ours will make it.
    return code.contains("NotFound") && !code.startsWith("KMS") ? Kind.NOT_FOUND : Kind.INVALID;
  }

  /** Whether the same call may succeed soon without anybody changing anything. */
  boolean isPassing() {
    return kind == Kind.PASSING;
  }

  <T> Unreadable<T> unreadable() {
    // What was just listed and is not found now went in between: the next look does not list it.
    return new Unreadable<>(message + advice(), kind == Kind.PASSING || kind == Kind.NOT_FOUND);
  }

  Outcome outcome() {
    return switch (kind) {
      // What it stands on may be made by the next run.
      case PASSING, NOT_FOUND -> new Outcome.Failed(message, true);
      case DENIED, QUOTA, INVALID -> new Outcome.Refused(message + advice());
    };
  }

  Sent sent() {
    return switch (kind) {
      case PASSING, NOT_FOUND -> new Sent.Failed(message, true);
      case DENIED, QUOTA, INVALID -> new Sent.Refused(message + advice());
    };
  }

  private String advice() {
    return switch (kind) {
      case PASSING, NOT_FOUND -> "";
      case DENIED ->
          "; let alarmkeeper's role do this: deploy the template again, and look for a Deny in"
              + " service control policies, permissions boundaries and resource policies";
      case QUOTA -> "; free or raise the quota: alarmkeeper removes nobody's resources";
      case INVALID -> "; look at the settings that name this resource";
    };
  }
}
