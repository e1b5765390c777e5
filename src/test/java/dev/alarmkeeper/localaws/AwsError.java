package dev.alarmkeeper.localaws;

/** A refusal, as a service words it: HTTP status, error code and message. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  AwsError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A refusal with status 400, which most are. */
  static AwsError refused(String code, String message) {
    return new AwsError(400, code, message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
