package dev.alarmkeeper.chain;

/**
 * Where alarmkeeper runs.
 *
 * @param partition {@code aws}, {@code aws-us-gov} or {@code aws-cn}
 * @param region the Region's code
 * @param id twelve digits
 */
public record Account(String partition, String region, String id) {
  /** Throws if the account is not twelve digits. */
  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException("account id: want twelve digits, got " + id);
    }
  }

  /**
   * The Region whose event history has what happens in no Region, such as a sign-in as root or a
   * call of IAM. Source: CloudTrail User Guide, "About global service events".
   *
   * @return the account's own Region where the partition is none of those that are known
   */
  public String globalRegion() {
    return switch (partition) {
      case "aws" -> "us-east-1";
      case "aws-us-gov" -> "us-gov-west-1";
      case "aws-cn" -> "cn-north-1";
      default -> region;
    };
  }

  /** The ARN of a resource of this account in this Region. */
  public Arn arn(String service, String resource) {
    return new Arn(partition, service, region, id, resource);
  }

  /** Whether the resource belongs to this account and lives in this Region. */
  public boolean holds(Arn arn) {
    return id.equals(arn.account()) && region.equals(arn.region());
  }
}
