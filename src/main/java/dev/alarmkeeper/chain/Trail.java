package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.Optional;

/**
 * A trail, as DescribeTrails shows it. Source: CloudTrail API, Trail.
 *
 * @param arn names the account that owns it and its home Region
 * @param organization whether it belongs to an organization and is only shown to its members
 * @param multiRegion whether it records every Region
 * @param globalServices whether it records what happens in no Region, such as sign-ins as root and
 *     calls of IAM
 * @param logGroup where it delivers, without {@code :*}
 * @param hasRole whether CloudTrail has a role to deliver with; what the role may do shows in the
 *     trail's status
 */
public record Trail(
    Arn arn,
    boolean organization,
    boolean multiRegion,
    boolean globalServices,
    Optional<Arn> logGroup,
    boolean hasRole) {

  /** One that records what happens in no Region. */
  public Trail(
      Arn arn, boolean organization, boolean multiRegion, Optional<Arn> logGroup, boolean hasRole) {
    this(arn, organization, multiRegion, true, logGroup, hasRole);
  }

  /** What keeps the trail's events from our log group; all of it is a person's to change. */
  public static final List<Rule<Trail, ?>> DELIVERY =
      List.of(
          Rule.asked(
              CRITICAL,
              "multi-region",
              Trail::multiRegion,
              Boolean::equals,
              "events of other Regions are not recorded",
              new Cure.Person<>(
                  "make the trail record every Region, from the account that owns it",
                  (_, trail) ->
                      "aws cloudtrail update-trail --is-multi-region-trail" + trail.named())),
          Rule.asked(
              CRITICAL,
              "global service events",
              Trail::globalServices,
              (desired, observed) -> !desired || observed,
              "sign-ins as root and calls of IAM happen in no Region, and are not recorded",
              new Cure.Person<>(
                  "let the trail record them, from the account that owns it",
                  (_, trail) ->
                      "aws cloudtrail update-trail --include-global-service-events"
                          + " --is-multi-region-trail"
                          + trail.named())),
          Rule.asked(
              CRITICAL,
              "log group",
              Trail::logGroup,
              Optional::equals,
              "the trail delivers elsewhere, so the metric filter sees nothing",
              new Cure.Person<>(
                  "let the trail deliver to the log group again, or if it moved for good set"
                      + " LOG_GROUP_NAME",
                  Trail::deliver)),
          Rule.asked(
              CRITICAL,
              "delivery role",
              Trail::hasRole,
              (desired, observed) -> !desired || observed,
              "CloudTrail has nobody to be when it writes to the log group",
              new Cure.Person<>(
                  "give the trail a role that may create streams and put events in the log group",
                  Trail::deliver)));

  /** The name without the ARN's {@code trail/}. */
  public String name() {
    return arn.resource().substring(arn.resource().indexOf('/') + 1);
  }

  /** A role it still has is kept; which one to give it anew is not for us to know. */
  private static String deliver(Trail desired, Trail observed) {
    return "aws cloudtrail update-trail"
        + observed.named()
        + desired
            .logGroup()
            .map(it -> " --cloud-watch-logs-log-group-arn " + Shell.word(it + ":*"))
            .orElse("")
        + (observed.hasRole() ? "" : " --cloud-watch-logs-role-arn ROLE-ARN");
  }

  /** The command-line options that name it, and its home Region, where alone it can be changed. */
  public String named() {
    return " --name " + arn + " --region " + arn.region();
  }
}
