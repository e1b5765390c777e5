package dev.alarmkeeper.aws;

/**
 * The services that are called without an SDK client of their own, as their protocol names them.
 * Sources: Smithy, "AWS JSON protocols"; the services' API references.
 */
enum JsonApi {
  CONFIG("config", "StarlingDoveService", "1.1"),
  DYNAMODB("dynamodb", "DynamoDB_20120810", "1.0"),
  EVENTS("events", "AWSEvents", "1.1"),
  KMS("kms", "TrentService", "1.1"),
  SSM("ssm", "AmazonSSM", "1.1");

  private final String signingName;
  private final String targetPrefix;
  private final String version;

  JsonApi(String signingName, String targetPrefix, String version) {
    this.signingName = signingName;
    this.targetPrefix = targetPrefix;
    this.version = version;
  }

  /** The service's name in signatures. */
  String signingName() {
    return signingName;
  }

  /** The header {@code X-Amz-Target} of an operation. */
  String target(String operation) {
    return targetPrefix + "." + operation;
  }

  /** The media type of requests. */
  String contentType() {
    return "application/x-amz-json-" + version;
  }
}
