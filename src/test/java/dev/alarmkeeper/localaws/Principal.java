package dev.alarmkeeper.localaws;

/**
 * Who signed a request. The access key id says it: {@code attacker} acts in the account of the
 * local AWS, {@code owner@444455556666} in another one.
 */
record Principal(String name, String account) {
  static Principal of(String accessKeyId, String homeAccount) {
    int at = accessKeyId.indexOf('@');
    return at < 0
        ? new Principal(accessKeyId, homeAccount)
        : new Principal(accessKeyId.substring(0, at), accessKeyId.substring(at + 1));
  }

  /** As a role's session: what a Lambda function is. */
  String arn(String partition) {
    return "arn:%s:sts::%s:assumed-role/%s/%s".formatted(partition, account, name, name);
  }
}
