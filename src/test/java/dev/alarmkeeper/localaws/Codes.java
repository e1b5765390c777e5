package dev.alarmkeeper.localaws;

/** The error codes with which a service words the refusals that all services know. */
record Codes(
    String invalidCode,
    String deniedCode,
    String throttledCode,
    String failedCode,
    String notFoundCode) {
  AwsError invalid(String message) {
    return AwsError.refused(invalidCode, message);
  }

  AwsError notFound(String message) {
    // The JSON services answer 400 to everything; the others tell a missing resource with 404.
    return new AwsError(notFoundCode.endsWith("Exception") ? 400 : 404, notFoundCode, message);
  }

  AwsError denied(String message) {
    return new AwsError(deniedCode.endsWith("Exception") ? 400 : 403, deniedCode, message);
  }

  AwsError throttled() {
    return AwsError.refused(throttledCode, "Rate exceeded");
  }

  AwsError failed() {
    return new AwsError(500, failedCode, "An internal error occurred.");
  }
}
