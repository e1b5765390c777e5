package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Who the credentials say we are. */
public final class CallerIdentity {
  private final StsClient sts;
  private final String region;

  /** Asks through this client; a caller's ARN names no Region, so it is given. */
  public CallerIdentity(StsClient sts, String region) {
    this.sts = sts;
    this.region = region;
  }

  /** Whom our own calls are made by; unreadable where STS does not say. */
  public Observed<OwnIdentity> identity() {
    return Read.of(
        "sts:GetCallerIdentity",
        "",
        () -> new Observed.Present<>(OwnIdentity.of(Arn.parse(sts.getCallerIdentity().arn()))));
  }

  /**
   * The account of the credentials.
   *
   * @throws IllegalStateException if STS does not say
   */
  public Account account() {
    try {
      Arn caller = Arn.parse(sts.getCallerIdentity().arn());
      return new Account(caller.partition(), region, caller.account());
    } catch (SdkException failed) {
      throw new IllegalStateException(
          Failure.of("sts:GetCallerIdentity", "", failed).message()
              + "; give the function credentials of the account to look at",
          failed);
    }
  }
}
