package dev.alarmkeeper.control;

/**
 * The environment variables that configure the function. The template has a parameter for each, in
 * its own spelling: {@code LOG_GROUP_NAME} is {@code LogGroupName}.
 */
public enum Setting {
  /** Whether runs may write. */
  MODE("repair", "repair or observe", "observe"),
  /** The enabled controls. */
  CONTROLS(
      "root_usage",
      "ids or published numbers of controls, separated by commas, or all",
      "root_usage,4.1,CloudWatch.3"),
  /** Whose published patterns to use. */
  PROFILE("cis", "cis, security_hub or prowler", "cis"),
  /** When two patterns count as the same. */
  PATTERN_MATCH("meaning", "meaning or exact", "meaning"),
  /** The trail; located where empty. */
  TRAIL_NAME("", "the name or ARN of a trail", "management-trail"),
  /** The trail's log group; located where empty. */
  LOG_GROUP_NAME("", "the name or ARN of a log group", "CloudTrail/logs"),
  /** The least days to keep events. */
  LOG_RETENTION_DAYS("", "a number of days that CloudWatch Logs knows, 1 to 3653", "365"),
  /** The key that encrypts the log group. */
  LOG_GROUP_KMS_KEY_ID(
      "",
      "the ARN of a KMS key",
      "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
  /** Whether to protect the log group from deletion; it is never switched off. */
  LOG_GROUP_DELETION_PROTECTION("false", "true or false", "true"),
  /** Where the metrics are published. */
  METRIC_NAMESPACE("CISBenchmark", "1 to 255 characters, not AWS/ at its start", "CISBenchmark"),
  /** How metric filters and metrics are called. */
  METRIC_NAME_TEMPLATE(
      "{control}_metric", "a name with {control} in it, without : and *", "{control}_metric"),
  /** How alarms are called. */
  ALARM_NAME_TEMPLATE("{control}_alarm", "a name with {control} in it", "{control}_alarm"),
  /** The topic, by name. */
  TOPIC_NAME(
      "alarmkeeper-alarms", "1 to 256 of the characters A-Z a-z 0-9 - _", "alarmkeeper-alarms"),
  /** The topic, by ARN; goes before the name. */
  TOPIC_ARN(
      "",
      "the ARN of a topic in this Region",
      "arn:aws:sns:us-east-1:111122223333:security-alarms"),
  /** The key that encrypts the topic. */
  TOPIC_KMS_KEY_ID("", "the id, ARN or alias of a key, not alias/aws/sns", "alias/alarms"),
  /** Alarm actions beside the topic that the function's role may write. */
  ALLOWED_ALARM_ACTIONS(
      "",
      "ARNs of alarm actions, * and ? allowed, separated by commas",
      "arn:aws:sns:us-east-1:111122223333:pager"),
  /** Whom the topic tells. */
  SUBSCRIPTIONS(
      "",
      "protocol:endpoint pairs, separated by commas: email, email-json, https, lambda, sms or sqs",
      "email:sec@example.com,sqs:arn:aws:sqs:us-east-1:111122223333:alarms"),
  /** What to do where somebody else's chain does the job of a control already. */
  ON_TWIN("ask", "ask or double", "ask"),
  /** Where the overrides of the catalogue are. */
  OVERRIDES_PARAMETER(
      "", "the name of an SSM parameter, a / at its start", "/alarmkeeper/overrides"),
  /** The AWS Config rule to ask for another evaluation after a verdict has changed. */
  CONFIG_RULE_NAME("", "the name of an AWS Config rule", "alarmkeeper-chain"),
  /** Where incidents and the place are kept; nothing is where empty. */
  EVIDENCE_TABLE("", "the name of a DynamoDB table", "alarmkeeper-evidence"),
  /** How often the schedule runs: what was verified so often counts as in force in between. */
  SCHEDULE_MINUTES("5", "a number of minutes, 1 to 1440", "5"),
  /** How long ended incidents are kept. */
  EVIDENCE_RETENTION_DAYS("400", "a number of days, 1 to 3653", "400"),
  /** When an open incident is told again; the last of them goes on. */
  REMINDERS(
      "1h,1d,7d",
      "none, or at most 10 times since an incident was first seen, each later than the one before:"
          + " a number of 1 to 999 with h, d or w after it",
      "1h,1d,7d"),
  /** How often each alarm is proven by an event of a fire drill. */
  DRILL_SCHEDULE("off", "off, on_request, monthly or quarterly", "quarterly"),
  /** The topic that tells people about incidents. */
  OPERATIONS_TOPIC_ARN(
      "",
      "the ARN of a topic in this Region",
      "arn:aws:sns:us-east-1:111122223333:alarmkeeper-operations"),
  /** The event bus that tells machines about incidents. */
  EVENT_BUS_NAME("", "the name of an event bus of this account and Region", "default"),
  /** The stack that alarmkeeper is part of: what is done to its parts is an incident. */
  STACK_NAME("", "the name of a CloudFormation stack", "alarmkeeper"),
  /** How many runs the stack reserves at once: less is an incident. */
  RESERVED_CONCURRENCY("", "a number of runs at once, 1 to 9999", "5");

  private final String preset;
  private final String rule;
  private final String example;

  Setting(String preset, String rule, String example) {
    this.preset = preset;
    this.rule = rule;
    this.example = example;
  }

  /** What holds where the variable is not set. */
  public String preset() {
    return preset;
  }

  /** What a value has to be. */
  public String rule() {
    return rule;
  }

  /** A value that is right. */
  public String example() {
    return example;
  }
}
