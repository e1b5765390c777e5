package dev.alarmkeeper.aws;

/**
 * Everything the function's role may do, and why: one row an action.
 *
 * <p>Tests hold this table against {@code template.yaml} in both directions, and against the calls
 * that are really made. The README shows it. No row deletes, unsubscribes or disables, and none
 * touches IAM. Which actions know which resources is said in AWS's Service Authorization Reference.
 */
public enum Permission {
  DESCRIBE_TRAILS("cloudtrail:DescribeTrails", When.ALWAYS, Resource.ANY, "finds the trail"),
  GET_TRAIL_STATUS(
      "cloudtrail:GetTrailStatus", When.ALWAYS, Resource.TRAIL, "is it logging and delivering?"),
  GET_EVENT_SELECTORS(
      "cloudtrail:GetEventSelectors",
      When.ALWAYS,
      Resource.TRAIL,
      "does it record management events?"),
  LOOKUP_EVENTS(
      "cloudtrail:LookupEvents",
      When.ALWAYS,
      Resource.ANY,
      "who broke it, and what happened while the log group was no help?"),
  START_LOGGING(
      "cloudtrail:StartLogging", When.REPAIRING, Resource.OWN_TRAIL, "starts a stopped trail"),

  DESCRIBE_LOG_GROUPS(
      "logs:DescribeLogGroups", When.ALWAYS, Resource.ANY, "is the log group there, as it was?"),
  DESCRIBE_METRIC_FILTERS(
      "logs:DescribeMetricFilters",
      When.ALWAYS,
      Resource.ANY,
      "reads the metric filters, and who else publishes their metrics from any log group"),
  GET_DATA_PROTECTION_POLICY(
      "logs:GetDataProtectionPolicy",
      When.ALWAYS,
      Resource.LOG_GROUP,
      "does masking hide from a filter what it looks for?"),
  DESCRIBE_ACCOUNT_POLICIES(
      "logs:DescribeAccountPolicies",
      When.ALWAYS,
      Resource.ANY,
      "does the account's masking hide it?"),
  TEST_METRIC_FILTER(
      "logs:TestMetricFilter",
      When.ALWAYS,
      Resource.ANY,
      "proves that AWS reads a pattern as we do; changes nothing"),
  FILTER_LOG_EVENTS(
      "logs:FilterLogEvents",
      When.ALWAYS,
      Resource.LOG_GROUP,
      "finds what happened while no alarm would have told"),
  CREATE_LOG_GROUP(
      "logs:CreateLogGroup", When.REPAIRING, Resource.LOG_GROUP, "recreates the log group"),
  PUT_RETENTION_POLICY(
      "logs:PutRetentionPolicy", When.REPAIRING, Resource.LOG_GROUP, "restores LogRetentionDays"),
  ASSOCIATE_KMS_KEY(
      "logs:AssociateKmsKey",
      When.REPAIRING_WITH_LOG_GROUP_KEY,
      Resource.LOG_GROUP,
      "encrypts a recreated log group with LogGroupKmsKeyId"),
  PUT_LOG_GROUP_DELETION_PROTECTION(
      "logs:PutLogGroupDeletionProtection",
      When.REPAIRING_WITH_DELETION_PROTECTION,
      Resource.LOG_GROUP,
      "protects the log group from deletion again; the code has no way to lift it"),
  PUT_METRIC_FILTER(
      "logs:PutMetricFilter", When.REPAIRING, Resource.LOG_GROUP, "restores a metric filter"),

  DESCRIBE_ALARMS(
      "cloudwatch:DescribeAlarms",
      When.ALWAYS,
      Resource.ANY,
      "reads the alarms; narrower, AWS hides composite alarms that took a name"),
  LIST_ALARM_MUTE_RULES(
      "cloudwatch:ListAlarmMuteRules",
      When.ALWAYS,
      Resource.MUTE_RULES,
      "is anybody muting an alarm?"),
  GET_ALARM_MUTE_RULE(
      "cloudwatch:GetAlarmMuteRule", When.ALWAYS, Resource.MUTE_RULES, "is it one of ours?"),
  PUT_METRIC_ALARM(
      "cloudwatch:PutMetricAlarm",
      When.REPAIRING,
      Resource.ALARMS,
      Condition.ALARM_ACTIONS,
      "restores an alarm"),
  ENABLE_ALARM_ACTIONS(
      "cloudwatch:EnableAlarmActions", When.REPAIRING, Resource.ALARMS, "enables its actions"),

  GET_TOPIC_ATTRIBUTES(
      "sns:GetTopicAttributes",
      When.ALWAYS,
      Resource.TOPICS,
      "reads the policy and the key of the topic, and of one that an owner's alarm tells"),
  GET_TOPIC_DATA_PROTECTION_POLICY(
      "sns:GetDataProtectionPolicy",
      When.ALWAYS,
      Resource.TOPICS,
      "does it refuse an alarm's message for what is in it?"),
  DESCRIBE_KEY("kms:DescribeKey", When.ALWAYS, Resource.KEYS, "is the topic's key in use?"),
  GET_KEY_POLICY(
      "kms:GetKeyPolicy", When.ALWAYS, Resource.KEYS, "does it let CloudWatch encrypt an alarm?"),
  LIST_SUBSCRIPTIONS_BY_TOPIC(
      "sns:ListSubscriptionsByTopic",
      When.ALWAYS,
      Resource.TOPICS,
      "reads who is told, by an owner's topic too"),
  GET_SUBSCRIPTION_ATTRIBUTES(
      "sns:GetSubscriptionAttributes",
      When.ALWAYS,
      Resource.ANY,
      "does a filter policy drop alarms?"),
  GET_METRIC_STATISTICS(
      "cloudwatch:GetMetricStatistics",
      When.ALWAYS,
      Resource.ANY,
      "did SNS fail to deliver within the last day?"),
  GET_QUEUE_URL(
      "sqs:GetQueueUrl", When.ALWAYS, Resource.QUEUES, "is a queue there that the topic tells?"),
  GET_QUEUE_ATTRIBUTES(
      "sqs:GetQueueAttributes",
      When.ALWAYS,
      Resource.QUEUES,
      "does its policy let SNS in, and can SNS use its key?"),
  GET_FUNCTION_CONCURRENCY(
      "lambda:GetFunctionConcurrency",
      When.ALWAYS,
      Resource.FUNCTIONS,
      "is a function there that the topic tells, and may it run?"),
  GET_POLICY("lambda:GetPolicy", When.ALWAYS, Resource.FUNCTIONS, "does its policy let SNS in?"),
  CREATE_TOPIC("sns:CreateTopic", When.REPAIRING, Resource.TOPIC, "recreates the topic"),
  SET_TOPIC_ATTRIBUTES(
      "sns:SetTopicAttributes", When.REPAIRING, Resource.TOPIC, "lets CloudWatch publish again"),
  SET_SUBSCRIPTION_ATTRIBUTES(
      "sns:SetSubscriptionAttributes",
      When.REPAIRING,
      Resource.ANY,
      "removes a filter policy that drops alarms"),
  SUBSCRIBE(
      "sns:Subscribe",
      When.REPAIRING,
      Resource.TOPIC,
      Condition.PROTOCOLS,
      "restores a subscription of Subscriptions"),

  PUT_EVALUATIONS(
      "config:PutEvaluations", When.WITH_CONFIG, Resource.ANY, "answers the AWS Config rule"),
  START_CONFIG_RULES_EVALUATION(
      "config:StartConfigRulesEvaluation",
      When.WITH_CONFIG,
      Resource.CONFIG_RULE,
      "asks AWS Config to look again after a verdict changed"),

  GET_PARAMETER(
      "ssm:GetParameter", When.WITH_OVERRIDES, Resource.OVERRIDES, "reads OverridesParameter"),

  DESCRIBE_ALARM_HISTORY(
      "cloudwatch:DescribeAlarmHistory",
      When.DRILLING,
      Resource.ALARMS,
      "did the alarm go off, and did the topic take its message?"),
  GET_METRIC_DATA(
      "cloudwatch:GetMetricData",
      When.DRILLING,
      Resource.ANY,
      "did the filter count a drill's event, and did SNS deliver the message?"),
  CREATE_DRILL_STREAM(
      "logs:CreateLogStream",
      When.DRILLING,
      Resource.LOG_GROUP,
      "makes the log stream of drills' events"),
  PUT_DRILL_EVENTS(
      "logs:PutLogEvents", When.DRILLING, Resource.DRILL_STREAM, "puts a drill's event in"),

  PARTIQL_SELECT(
      "dynamodb:PartiQLSelect",
      When.ALWAYS,
      Resource.TABLE,
      "reads the pinned place, the last verified run and open incidents in one call"),
  QUERY("dynamodb:Query", When.ALWAYS, Resource.TABLE, "reads ended incidents, for a statement"),
  PUT_ITEM(
      "dynamodb:PutItem",
      When.TELLING,
      Resource.TABLE,
      "keeps incidents, verified runs and the place; it can overwrite, and not delete"),
  PUBLISH("sns:Publish", When.TELLING, Resource.OPERATIONS_TOPIC, "tells people about an incident"),
  PUBLISH_ASIDE(
      "sns:Publish",
      When.TELLING,
      Resource.TOPIC,
      "tells people that nobody hears the operations topic"),
  PUT_EVENTS("events:PutEvents", When.TELLING, Resource.BUS, "tells machines about an incident"),

  LIST_RULES(
      "events:ListRules",
      When.LOOKING_AT_ITSELF,
      Resource.ANY,
      "are the rules there that wake the function, and enabled?"),
  LIST_RULE_NAMES_BY_TARGET(
      "events:ListRuleNamesByTarget",
      When.LOOKING_AT_ITSELF,
      Resource.ANY,
      "do they lead to the function?"),
  GET_OPERATIONS_TOPIC_ATTRIBUTES(
      "sns:GetTopicAttributes",
      When.LOOKING_AT_ITSELF,
      Resource.OPERATIONS_TOPIC,
      "may alarms publish to the operations topic?"),
  GET_OPERATIONS_TOPIC_DATA_PROTECTION_POLICY(
      "sns:GetDataProtectionPolicy",
      When.LOOKING_AT_ITSELF,
      Resource.OPERATIONS_TOPIC,
      "does it refuse what it should tell?"),
  LIST_SUBSCRIPTIONS_BY_OPERATIONS_TOPIC(
      "sns:ListSubscriptionsByTopic",
      When.LOOKING_AT_ITSELF,
      Resource.OPERATIONS_TOPIC,
      "does anybody hear the operations topic?"),

  CREATE_LOG_STREAM(
      "logs:CreateLogStream", When.BY_LAMBDA, Resource.FUNCTION_LOGS, "writes the function's log"),
  PUT_LOG_EVENTS(
      "logs:PutLogEvents", When.BY_LAMBDA, Resource.FUNCTION_LOGS, "writes the function's log"),
  SEND_MESSAGE(
      "sqs:SendMessage",
      When.BY_LAMBDA,
      Resource.FAILED_RUNS,
      "keeps a run that failed after its retries");

  private final String action;
  private final When when;
  private final Resource resource;
  private final Condition condition;
  private final String why;

  Permission(String action, When when, Resource resource, String why) {
    this(action, when, resource, Condition.NONE, why);
  }

  Permission(String action, When when, Resource resource, Condition condition, String why) {
    this.action = action;
    this.when = when;
    this.resource = resource;
    this.condition = condition;
    this.why = why;
  }

  /** The IAM action, such as {@code logs:PutMetricFilter}. */
  public String action() {
    return action;
  }

  /** The API operation that needs it, such as {@code PutMetricFilter}. */
  public String operation() {
    return action.substring(action.indexOf(':') + 1);
  }

  /** Whether the operation can change the chain, or what AWS Config says of it. */
  public boolean writes() {
    return !reads()
        && when != When.TELLING
        && when != When.LOOKING_AT_ITSELF
        && when != When.DRILLING;
  }

  /** Whether the operation only reads the chain or what is known of it, whoever calls it. */
  public boolean reads() {
    return when == When.ALWAYS || when == When.WITH_OVERRIDES;
  }

  /** When it is granted. */
  public When when() {
    return when;
  }

  /** What it is granted on. */
  public Resource resource() {
    return resource;
  }

  /** What else must hold. */
  public Condition condition() {
    return condition;
  }

  /** What it is for. */
  public String why() {
    return why;
  }

  /** When a permission is granted. */
  public enum When {
    /** In both modes: these only read. */
    ALWAYS,
    /** In both modes: these only read, and only what alarmkeeper itself stands on. */
    LOOKING_AT_ITSELF,
    /** In both modes: these write evidence, never the chain. */
    TELLING,
    /** With a DrillSchedule, in both modes: these read, and write drills' events alone. */
    DRILLING,
    /** With Mode repair. */
    REPAIRING,
    /** With Mode repair and a LogGroupKmsKeyId. */
    REPAIRING_WITH_LOG_GROUP_KEY,
    /** With Mode repair and LogGroupDeletionProtection. */
    REPAIRING_WITH_DELETION_PROTECTION,
    /** With a ConfigRuleName. */
    WITH_CONFIG,
    /** With an OverridesParameter; this only reads. */
    WITH_OVERRIDES,
    /** In both modes, and used by Lambda itself on the function's behalf, never by the code. */
    BY_LAMBDA
  }

  /**
   * What a permission is granted on, as an ARN with placeholders. {@code {log_group}} and {@code
   * {trail}} are {@code *} where the setting is empty, because the names are then found at run
   * time; {@code {alarm}} is AlarmNameTemplate with {@code *} for the control, or {@code *} where
   * overrides may name alarms; {@code {overrides}} is OverridesParameter.
   */
  public enum Resource {
    /** AWS knows no resource for the action, or hides results when there is one. */
    ANY("*"),
    /** The trail may belong to the organization's management account and to another Region. */
    TRAIL("arn:{partition}:cloudtrail:*:*:trail/{trail}"),
    OWN_TRAIL("arn:{partition}:cloudtrail:{region}:{account}:trail/{trail}"),
    LOG_GROUP("arn:{partition}:logs:{region}:{account}:log-group:{log_group}:*"),
    DRILL_STREAM(
        "arn:{partition}:logs:{region}:{account}:log-group:{log_group}:log-stream:alarmkeeper-drill"),
    ALARMS("arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm}"),
    MUTE_RULES("arn:{partition}:cloudwatch:{region}:{account}:alarm-mute-rule:*"),
    TOPIC("{topic_arn}"),
    /** Whichever topic an owner's own alarm tells. */
    TOPICS("arn:{partition}:sns:{region}:*:*"),
    /**
     * The key of the topic or of a queue that it tells, whichever it is now; the key of another
     * account's topic is that account's.
     */
    KEYS("arn:{partition}:kms:{region}:*:key/*"),
    /** Whichever queues and functions the topic tells now. */
    QUEUES("arn:{partition}:sqs:{region}:{account}:*"),
    FUNCTIONS("arn:{partition}:lambda:{region}:{account}:function:*"),
    CONFIG_RULE("{config_rule_arn}"),
    OVERRIDES("arn:{partition}:ssm:{region}:{account}:parameter{overrides}"),
    TABLE("{evidence_table_arn}"),
    OPERATIONS_TOPIC("{operations_topic_arn}"),
    BUS("arn:{partition}:events:{region}:{account}:event-bus/default"),
    FUNCTION_LOGS("{function_logs_arn}"),
    FAILED_RUNS("{failed_runs_arn}");

    private final String form;

    Resource(String form) {
      this.form = form;
    }

    /** The ARN with its placeholders. */
    public String form() {
      return form;
    }
  }

  /** What else must hold for a permission. */
  public enum Condition {
    NONE("{}"),
    /** Only alarms whose every action is our topic or one of AllowedAlarmActions, and which act. */
    ALARM_ACTIONS(
        """
        {"Null": {"cloudwatch:AlarmActions": "false"},
         "ForAllValues:StringLike": {"cloudwatch:AlarmActions": ["{alarm_actions}"]}}\
        """),
    /** Only the protocols that Subscriptions knows: never http, in the clear. */
    PROTOCOLS(
        """
        {"StringEquals": {"sns:Protocol": ["email", "email-json", "https", "lambda", "sms", "sqs"]}}\
        """);

    private final String form;

    Condition(String form) {
      this.form = form;
    }

    /** The JSON of an IAM policy's Condition, with placeholders. */
    public String form() {
      return form;
    }
  }
}
