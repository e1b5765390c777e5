package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;
import static dev.alarmkeeper.chain.Severity.MEDIUM;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A log group. Source: CloudWatch Logs API, LogGroup.
 *
 * @param retentionDays days that events are kept; empty is for ever
 * @param kmsKey the ARN of the key that encrypts it
 * @param storage {@code STANDARD}, {@code INFREQUENT_ACCESS} or {@code DELIVERY}; it never changes
 * @param deletionProtected whether AWS refuses to delete it until somebody lifts the protection
 * @param created when it was made; empty where it is only desired
 * @param retentionPolicy the account's policy that says how long its events are kept, whatever the
 *     group's own setting is; empty where there is none
 */
public record LogGroup(
    String name,
    Optional<Integer> retentionDays,
    Optional<String> kmsKey,
    String storage,
    boolean deletionProtected,
    Optional<Instant> created,
    Optional<String> retentionPolicy) {

  /** One whose own setting says how long its events are kept. */
  public LogGroup(
      String name,
      Optional<Integer> retentionDays,
      Optional<String> kmsKey,
      String storage,
      boolean deletionProtected,
      Optional<Instant> created) {
    this(name, retentionDays, kmsKey, storage, deletionProtected, created, Optional.empty());
  }

  /** The only storage class that metric filters run on. */
  public static final String STANDARD = "STANDARD";

  /** How the resource in a log group's ARN begins. */
  public static final String PREFIX = "log-group:";

  /**
   * The name in a log group's ARN, which AWS writes with and without {@code :*} at its end.
   *
   * @throws IllegalArgumentException if it is the ARN of something else
   */
  public static String nameOf(Arn arn) {
    if (!arn.service().equals("logs") || !arn.resource().startsWith(PREFIX)) {
      throw new IllegalArgumentException("want the ARN of a log group, got " + arn);
    }
    String name = arn.resource().substring(PREFIX.length());
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }

  /** The ARN of a log group, without {@code :*}: a bare name is one of this account and Region. */
  public static Arn arn(Account account, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? Arn.parse(nameOrArn)
        : account.arn("logs", PREFIX + nameOrArn);
  }

  /** What PutRetentionPolicy puts right. */
  public static final List<Rule<LogGroup, ?>> RETENTION =
      List.of(
          Rule.written(
              MEDIUM,
              "retention in days",
              LogGroup::retentionDays,
              (desired, observed) ->
                  desired.isEmpty() || observed.isEmpty() || observed.get() >= desired.get(),
              "events are gone before anybody can look back at them"));

  /** What AssociateKmsKey puts right. */
  public static final List<Rule<LogGroup, ?>> ENCRYPTION =
      List.of(
          Rule.written(
              HIGH,
              "KMS key",
              LogGroup::kmsKey,
              (desired, observed) -> desired.isEmpty() || desired.equals(observed),
              "the events are not encrypted with the key that the settings name"));

  /** What PutLogGroupDeletionProtection puts right; it is switched on, never off. */
  public static final List<Rule<LogGroup, ?>> PROTECTION =
      List.of(
          Rule.written(
              MEDIUM,
              "deletion protection",
              LogGroup::deletionProtected,
              (desired, observed) -> !desired || observed,
              "one call deletes the log group, its events and its metric filters"));

  /** What only a person puts right. */
  public static final List<Rule<LogGroup, ?>> STORAGE =
      List.of(
          Rule.asked(
              CRITICAL,
              "log class",
              LogGroup::storage,
              String::equals,
              "metric filters run on STANDARD log groups only, and a class never changes",
              new Cure.Person<>(
                  "let the trail deliver to a STANDARD log group",
                  (_, group) ->
                      "aws logs create-log-group --log-group-class STANDARD --log-group-name NEW"
                          + "; aws cloudtrail update-trail --name TRAIL"
                          + " --cloud-watch-logs-log-group-arn NEW-ARN")));
}
