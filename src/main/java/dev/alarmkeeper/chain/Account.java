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

  /** The ARN of a resource of this account in this Region. */
  public Arn arn(String service, String resource) {
    return new Arn(partition, service, region, id, resource);
  }

  /** Whether the resource belongs to this account and lives in this Region. */
  public boolean holds(Arn arn) {
    return id.equals(arn.account()) && region.equals(arn.region());
  }
}
