package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmMuteRuleStatus;
import software.amazon.awssdk.services.cloudwatch.model.AlarmMuteRuleSummary;
import software.amazon.awssdk.services.cloudwatch.model.GetAlarmMuteRuleResponse;
import software.amazon.awssdk.services.cloudwatch.model.MuteTargets;

/** Alarm mute rules, as CloudWatch says it. */
final class MuteRules {
  /**
   * The most rules to read: each costs a call, and anybody may make up to 2,000 a Region. Past it
   * the answer is that we do not know.
   */
  static final int MOST = 50;

  private final CloudWatchClient cloudWatch;

  private final Pace pace;

  MuteRules(CloudWatchClient cloudWatch, Pace pace) {
    this.cloudWatch = cloudWatch;
    this.pace = pace;
  }

  /** The rules that are in force or will be; absent where CloudWatch does not know mute rules. */
  Observed<List<MuteRule>> all(String region, SideBySide reads) {
    return Read.ofFeature(
        "cloudwatch:ListAlarmMuteRules",
        "*",
        () -> {
          // The list says neither name nor targets, and whether its filter by alarm finds rules
          // that mute every alarm is not documented: so every rule is read.
          List<AlarmMuteRuleSummary> listed =
              cloudWatch
                  .listAlarmMuteRulesPaginator(
                      it -> it.statuses(AlarmMuteRuleStatus.ACTIVE, AlarmMuteRuleStatus.SCHEDULED))
                  .stream()
                  .flatMap(
                      page ->
                          listed(
                              page.hasAlarmMuteRuleSummaries(),
                              page.alarmMuteRuleSummaries(),
                              "AlarmMuteRuleSummaries")
                              .stream())
                  .limit(MOST + 1L)
                  .toList();
          if (listed.size() > MOST) {
            return new Unreadable<>(
                "there are more than %d alarm mute rules in force or scheduled, too many to read:"
                        .formatted(MOST)
                    + " look yourself whether one mutes an alarm, with"
                    + " aws cloudwatch list-alarm-mute-rules --region "
                    + region,
                false);
          }
          return SideBySide.all(
              listed.stream()
                  .map(it -> require(it.alarmMuteRuleArn(), "AlarmMuteRuleArn"))
                  .map(it -> reads.start("mute rule", it, () -> new Present<>(read(it))))
                  .toList());
        });
  }

  private MuteRule read(String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    pace.await("GetAlarmMuteRule");
    return rule(cloudWatch.getAlarmMuteRule(it -> it.alarmMuteRuleName(name)));
  }

  private static MuteRule rule(GetAlarmMuteRuleResponse rule) {
    return new MuteRule(
        UntrustedText.of(require(rule.name(), "Name")).toString(),
        rule.status() == AlarmMuteRuleStatus.ACTIVE,
        Optional.ofNullable(rule.muteTargets()).map(MuteTargets::alarmNames).orElse(List.of()),
        Optional.ofNullable(rule.rule())
            .flatMap(it -> Optional.ofNullable(it.schedule()))
            .map(it -> UntrustedText.of(it.expression() + " for " + it.duration()).toString())
            .orElse("none"));
  }
}
