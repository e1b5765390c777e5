package dev.alarmkeeper.control;

import static dev.alarmkeeper.control.TrailRecord.call;
import static dev.alarmkeeper.control.TrailRecord.consoleLogin;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.pattern.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that happen all day in any account: a pattern that matches one of them keeps its alarm in
 * ALARM, where it tells nobody of what comes next. Kinds and fields as in the CloudTrail User
 * Guide, "CloudTrail record contents", "userIdentity element", "AWS Management Console sign-in
 * events" and "Non-API events captured by CloudTrail".
 */
public final class OrdinaryEvents {
  private static final String ACCOUNT = "123456789012";

  /** What differs from one record to the next of the same kind. */
  private static final List<String> VARYING =
      List.of("eventVersion", "eventTime", "awsRegion", "requestID", "eventID");

  /** Calls that machines and people make, by service. */
  private static final Map<String, String> READS =
      Map.ofEntries(
          Map.entry(
              "ec2",
              "DescribeInstances DescribeVolumes DescribeSecurityGroups DescribeNetworkInterfaces"
                  + " DescribeSubnets DescribeVpcs DescribeRouteTables DescribeNetworkAcls"
                  + " DescribeInternetGateways DescribeTags DescribeImages DescribeSnapshots"
                  + " DescribeInstanceStatus DescribeRegions"),
          Map.entry(
              "s3",
              "ListBuckets GetBucketAcl GetBucketPolicy GetBucketLocation GetBucketEncryption"
                  + " GetBucketTagging HeadBucket"),
          Map.entry("kms", "Decrypt GenerateDataKey Encrypt DescribeKey ListAliases"),
          Map.entry(
              "iam",
              "GetUser GetRole GetPolicy ListRoles ListUsers ListAttachedRolePolicies"
                  + " GetRolePolicy GetAccountSummary"),
          Map.entry("sts", "GetCallerIdentity AssumeRole"),
          Map.entry("cloudtrail", "DescribeTrails GetTrailStatus LookupEvents"),
          Map.entry("config", "DescribeConfigRules PutEvaluations SelectResourceConfig"),
          Map.entry("organizations", "DescribeOrganization ListAccounts DescribeAccount"),
          Map.entry("monitoring", "DescribeAlarms GetMetricData ListMetrics PutMetricAlarm"),
          Map.entry("logs", "DescribeLogGroups CreateLogStream FilterLogEvents StartQuery"),
          Map.entry(
              "lambda", "ListFunctions20150331 GetFunction20150331v2 UpdateFunctionCode20150331v2"),
          Map.entry("dynamodb", "DescribeTable ListTables"),
          Map.entry("rds", "DescribeDBInstances DescribeDBClusters"),
          Map.entry("sqs", "GetQueueAttributes"),
          Map.entry("sns", "ListTopics GetTopicAttributes"),
          Map.entry("secretsmanager", "GetSecretValue ListSecrets"),
          Map.entry("ssm", "UpdateInstanceInformation GetParameter GetParametersByPath"),
          Map.entry("ecr", "GetAuthorizationToken BatchGetImage GetDownloadUrlForLayer"),
          Map.entry("ecs", "RunTask DescribeTasks SubmitTaskStateChange"),
          Map.entry("eks", "DescribeCluster ListClusters"),
          Map.entry("autoscaling", "DescribeAutoScalingGroups"),
          Map.entry("elasticloadbalancing", "DescribeLoadBalancers DescribeTargetHealth"),
          Map.entry("cloudformation", "DescribeStacks ListStackResources"),
          Map.entry("tagging", "GetResources"),
          Map.entry("health", "DescribeEvents"),
          Map.entry("guardduty", "ListFindings"),
          Map.entry("securityhub", "BatchImportFindings GetFindings"),
          Map.entry("ce", "GetCostAndUsage"));

  private OrdinaryEvents() {}

  /** One of each kind, in this account and any Region. */
  public static List<Example> of(Account account) {
    List<Example> events = new ArrayList<>();
    READS.forEach(
        (service, names) -> {
          for (String name : names.split(" ", -1)) {
            events.add(example(account, "a role calls " + name, call(service, name).byRole()));
          }
        });
    singular().forEach((name, trailRecord) -> events.add(example(account, name, trailRecord)));
    return events;
  }

  private static Map<String, TrailRecord> singular() {
    Map<String, TrailRecord> events = new LinkedHashMap<>();
    events.put("a user calls DescribeInstances", call("ec2", "DescribeInstances"));
    events.put(
        "a user's console session reads buckets",
        call("s3", "ListBuckets")
            .with("readOnly", true)
            .with("sessionCredentialFromConsole", "true")
            .with("userAgent", "Mozilla/5.0"));
    events.put("a user signs in with MFA", consoleLogin("Success", "Yes"));
    events.put(
        "a user of IAM Identity Center signs in at the console",
        consoleLogin("Success", "No").byRole());
    events.put(
        "a user switches the role",
        consoleLogin("Success", "Yes")
            .byRole()
            .with("eventName", "SwitchRole")
            .with("responseElements", Map.of("SwitchRole", "Success")));
    events.put(
        "a service assumes a role",
        call("sts", "AssumeRole")
            .by(Map.of("type", "AWSService", "invokedBy", "ec2.amazonaws.com"))
            .with("readOnly", true)
            .with("sourceIPAddress", "ec2.amazonaws.com")
            .with("userAgent", "ec2.amazonaws.com"));
    events.put(
        "Lambda decrypts its environment for a role",
        call("kms", "Decrypt")
            .byRole()
            .invokedBy("lambda.amazonaws.com")
            .with("readOnly", true)
            .with("sourceIPAddress", "lambda.amazonaws.com")
            .with("userAgent", "lambda.amazonaws.com"));
    events.put(
        "CloudTrail writes to its bucket",
        call("s3", "GetBucketAcl")
            .by(Map.of("type", "AWSService", "invokedBy", "cloudtrail.amazonaws.com"))
            .with("readOnly", true)
            .with("sourceIPAddress", "cloudtrail.amazonaws.com")
            .with("userAgent", "cloudtrail.amazonaws.com"));
    events.put(
        "a pod takes a role",
        call("sts", "AssumeRoleWithWebIdentity")
            .by(
                Map.of(
                    "type",
                    "WebIdentityUser",
                    "principalId",
                    "arn:aws:iam::" + ACCOUNT + ":oidc-provider/oidc.example",
                    "userName",
                    "system:serviceaccount:default:app",
                    "identityProvider",
                    "arn:aws:iam::" + ACCOUNT + ":oidc-provider/oidc.example")));
    events.put(
        "a federated user takes a role",
        call("sts", "AssumeRoleWithSAML")
            .by(
                Map.of(
                    "type", "SAMLUser",
                    "principalId", "example:alice",
                    "userName", "alice",
                    "identityProvider", "example")));
    events.put(
        "another account assumes a role",
        call("sts", "AssumeRole")
            .by(
                Map.of(
                    "type",
                    "AWSAccount",
                    "principalId",
                    "AIDAEXAMPLE",
                    "accountId",
                    "111122223333")));
    events.put(
        "a user of IAM Identity Center gets credentials",
        call("sso", "GetRoleCredentials")
            .by(Map.of("type", "IdentityCenterUser", "accountId", ACCOUNT))
            .with("eventType", "AwsServiceEvent"));
    events.put(
        "a service records what is not a call",
        call("ec2", "BidEvictedEvent")
            .by(Map.of("accountId", ACCOUNT, "invokedBy", "ec2.amazonaws.com"))
            .with("eventType", "AwsServiceEvent"));
    events.put(
        "a bucket has no policy",
        call("s3", "GetBucketPolicy").byRole().failed("NoSuchBucketPolicy").with("readOnly", true));
    events.put(
        "a call is throttled",
        call("ec2", "DescribeInstances").byRole().failed("Client.RequestLimitExceeded"));
    events.put(
        "a role is looked for that is not there",
        call("iam", "GetRole").byRole().failed("NoSuchEntityException"));
    events.put("an instance is started", call("ec2", "RunInstances").byRole());
    events.put(
        "Auto Scaling ends an instance",
        call("ec2", "TerminateInstances").byRole().invokedBy("autoscaling.amazonaws.com"));
    events.put(
        "a data event: an object is read",
        call("s3", "GetObject")
            .byRole()
            .with("readOnly", true)
            .with("managementEvent", false)
            .with("eventCategory", "Data"));
    return events;
  }

  private static Example example(Account account, String name, TrailRecord trailRecord) {
    Map<String, Object> event = new LinkedHashMap<>(trailRecord.fields());
    event.replaceAll((_, value) -> inAccount(account, value));
    VARYING.forEach(field -> event.replace(field, Example.ANYTHING));
    return new Example(name, event);
  }

  private static Object inAccount(Account account, Object value) {
    return switch (value) {
      case String text ->
          text.replace(ACCOUNT, account.id())
              .replace("arn:aws:", "arn:" + account.partition() + ":");
      case Map<?, ?> object -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, inside) -> copy.put(String.valueOf(key), inAccount(account, inside)));
        yield copy;
      }
      default -> value;
    };
  }
}
