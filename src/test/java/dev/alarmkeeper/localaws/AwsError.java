package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, as a service words it: HTTP status, error code and message. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient ObjectNode members;

  AwsError(int status, String code, String message) {
    this(status, code, message, Tree.object());
  }

  private AwsError(int status, String code, String message, ObjectNode members) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.members = members;
  }

  /** A refusal with status 400, which most are. */
  static AwsError refused(String code, String message) {
    return new AwsError(400, code, message);
  }

  /** A refusal with members of its own beside code and message. */
  static AwsError refused(String code, String message, ObjectNode members) {
    return new AwsError(400, code, message, members);
  }

  /** What it has beside code and message. */
  ObjectNode members() {
    return members;
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
