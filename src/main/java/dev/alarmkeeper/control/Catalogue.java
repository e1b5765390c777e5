package dev.alarmkeeper.control;

import static dev.alarmkeeper.control.TrailRecord.call;
import static dev.alarmkeeper.control.TrailRecord.consoleLogin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All monitoring controls of CIS AWS Foundations, one row each: id, title, numbers, samples; their
 * patterns stand in {@link Published}. A new control is a new row in both.
 */
public final class Catalogue {
  private static final List<Control> CONTROLS =
      List.of(
          control(
              "unauthorized_api_calls",
              "Unauthorized API calls",
              numbers(1, 2),
              fires(
                  "EC2 refuses a call",
                  call("ec2", "RunInstances").failed("Client.UnauthorizedOperation")),
              fires(
                  "IAM refuses a call of a role",
                  call("iam", "CreateUser").byRole().failed("AccessDenied")),
              fires(
                  "a service refuses a call in its own words",
                  call("kms", "Decrypt").failed("AccessDeniedException")),
              quiet("a call succeeds", call("ec2", "RunInstances")),
              quiet(
                  "a call fails for another reason",
                  call("ec2", "RunInstances").failed("Client.DryRunOperation")),
              firesFor(
                  EnumSet.of(Profile.SECURITY_HUB),
                  "S3 refuses to say whether a bucket exists",
                  call("s3", "HeadBucket").failed("AccessDenied")),
              firesFor(
                  EnumSet.of(Profile.SECURITY_HUB),
                  "a log delivery is refused",
                  call("s3", "PutObject")
                      .failed("AccessDenied")
                      .with("sourceIPAddress", "delivery.logs.amazonaws.com"))),
          control(
              "console_signin_without_mfa",
              "Console sign-in without MFA",
              numbers(2, 3),
              fires("a user signs in without MFA", consoleLogin("Success", "No")),
              fires(
                  "a user signs in without MFA in another Region",
                  consoleLogin("Success", "No").with("awsRegion", "eu-central-1")),
              quiet("a user signs in with MFA", consoleLogin("Success", "Yes")),
              quiet(
                  "a sign-in does not say whether MFA was used",
                  consoleLogin("Success", "No").without("additionalEventData")),
              quiet(
                  "another event of the sign-in service",
                  consoleLogin("Success", "No").with("eventName", "CheckMfa")),
              firesFor(
                  EnumSet.of(Profile.CIS, Profile.PROWLER),
                  "root signs in without MFA",
                  consoleLogin("Success", "No").byRoot()),
              firesFor(
                  EnumSet.of(Profile.CIS, Profile.PROWLER),
                  "a federated user signs in; the identity provider asks for MFA",
                  consoleLogin("Success", "No").byRole()),
              firesFor(
                  EnumSet.of(Profile.CIS, Profile.PROWLER),
                  "a user fails to sign in without MFA",
                  consoleLogin("Failure", "No"))),
          control(
              "root_usage",
              "Usage of the root account",
              numbers(3, 1),
              fires("root signs in at the console", consoleLogin("Success", "No").byRoot()),
              fires("root signs in with MFA", consoleLogin("Success", "Yes").byRoot()),
              fires(
                  "root calls an API with an access key",
                  call("s3", "ListBuckets").byRoot().with("readOnly", true)),
              fires(
                  "root calls an API in another Region",
                  call("ec2", "RunInstances").byRoot().with("awsRegion", "ap-southeast-2")),
              fires(
                  "root is refused",
                  call("iam", "CreateAccessKey").byRoot().failed("AccessDenied")),
              quiet(
                  "a service acts for root",
                  call("s3", "ListBuckets").byRoot().invokedBy("support.amazonaws.com")),
              quiet(
                  "a service records what is not a call",
                  call("kms", "RotateKey").byRoot().with("eventType", "AwsServiceEvent")),
              quiet("an IAM user calls an API", call("s3", "ListBuckets")),
              quiet("a role calls an API", call("s3", "ListBuckets").byRole()),
              quiet(
                  "a record does not say who acts",
                  call("s3", "ListBuckets").without("userIdentity"))),
          control(
              "iam_policy_changes",
              "IAM policy changes",
              numbers(4, 4),
              each(
                  "iam",
                  "DeleteGroupPolicy",
                  "DeleteRolePolicy",
                  "DeleteUserPolicy",
                  "PutGroupPolicy",
                  "PutRolePolicy",
                  "PutUserPolicy",
                  "CreatePolicy",
                  "DeletePolicy",
                  "CreatePolicyVersion",
                  "DeletePolicyVersion",
                  "AttachRolePolicy",
                  "DetachRolePolicy",
                  "AttachUserPolicy",
                  "DetachUserPolicy",
                  "AttachGroupPolicy",
                  "DetachGroupPolicy"),
              firesFor(
                  EnumSet.of(Profile.CIS, Profile.PROWLER),
                  "AWS IoT has a call of the same name",
                  call("iot", "CreatePolicy")),
              quiet("a policy is read", call("iam", "GetPolicy")),
              quiet("a user is created", call("iam", "CreateUser"))),
          control(
              "cloudtrail_changes",
              "CloudTrail configuration changes",
              numbers(5, 5),
              each(
                  "cloudtrail",
                  "CreateTrail",
                  "UpdateTrail",
                  "DeleteTrail",
                  "StartLogging",
                  "StopLogging"),
              quiet("trails are listed", call("cloudtrail", "DescribeTrails")),
              quiet("events are looked up", call("cloudtrail", "LookupEvents"))),
          control(
              "console_authentication_failures",
              "Console authentication failures",
              numbers(6, 6),
              fires(
                  "a user gives a wrong password",
                  consoleLogin("Failure", "No").with("errorMessage", "Failed authentication")),
              fires(
                  "root gives a wrong password",
                  consoleLogin("Failure", "No")
                      .byRoot()
                      .with("errorMessage", "Failed authentication")),
              quiet("a user signs in", consoleLogin("Success", "Yes")),
              quiet(
                  "an unknown user tries to sign in",
                  consoleLogin("Failure", "No")
                      .with("errorMessage", "No username found in supplied account")),
              quiet(
                  "something else fails to authenticate",
                  call("rds", "CopyDBSnapshot").with("errorMessage", "Failed authentication"))),
          control(
              "cmk_disabled_or_deleted",
              "Disabling or scheduled deletion of customer-managed keys",
              numbers(7, 7),
              each("kms", "DisableKey", "ScheduleKeyDeletion"),
              quiet("a key is enabled", call("kms", "EnableKey")),
              quiet("a deletion is cancelled", call("kms", "CancelKeyDeletion")),
              quiet(
                  "another service with a call of the same name",
                  call("payment-cryptography", "DisableKey"))),
          control(
              "s3_bucket_policy_changes",
              "S3 bucket policy changes",
              numbers(8, 8),
              each(
                  "s3",
                  "PutBucketAcl",
                  "PutBucketPolicy",
                  "PutBucketCors",
                  "PutBucketLifecycle",
                  "PutBucketReplication",
                  "DeleteBucketPolicy",
                  "DeleteBucketCors",
                  "DeleteBucketLifecycle",
                  "DeleteBucketReplication"),
              quiet("a policy is read", call("s3", "GetBucketPolicy")),
              quiet("a bucket is created", call("s3", "CreateBucket")),
              quiet(
                  "S3 on Outposts has a call of the same name",
                  call("s3-outposts", "PutBucketPolicy"))),
          control(
              "config_changes",
              "AWS Config configuration changes",
              numbers(9, 9),
              each(
                  "config",
                  "StopConfigurationRecorder",
                  "DeleteDeliveryChannel",
                  "PutDeliveryChannel",
                  "PutConfigurationRecorder"),
              quiet("recorders are listed", call("config", "DescribeConfigurationRecorders")),
              quiet("a rule is written", call("config", "PutConfigRule")),
              quiet(
                  "another service with a call of the same name",
                  call("example", "PutDeliveryChannel"))),
          control(
              "security_group_changes",
              "Security group changes",
              numbers(10, 10),
              each(
                  "ec2",
                  "AuthorizeSecurityGroupIngress",
                  "AuthorizeSecurityGroupEgress",
                  "RevokeSecurityGroupIngress",
                  "RevokeSecurityGroupEgress",
                  "CreateSecurityGroup",
                  "DeleteSecurityGroup"),
              firesFor(
                  EnumSet.of(Profile.CIS, Profile.PROWLER),
                  "rules are modified in place",
                  call("ec2", "ModifySecurityGroupRules")),
              quiet("groups are listed", call("ec2", "DescribeSecurityGroups")),
              quiet("an instance is started", call("ec2", "RunInstances"))),
          control(
              "nacl_changes",
              "Network ACL changes",
              numbers(11, 11),
              each(
                  "ec2",
                  "CreateNetworkAcl",
                  "CreateNetworkAclEntry",
                  "DeleteNetworkAcl",
                  "DeleteNetworkAclEntry",
                  "ReplaceNetworkAclEntry",
                  "ReplaceNetworkAclAssociation"),
              quiet("ACLs are listed", call("ec2", "DescribeNetworkAcls")),
              quiet("a subnet is created", call("ec2", "CreateSubnet"))),
          control(
              "network_gateway_changes",
              "Network gateway changes",
              numbers(12, 12),
              each(
                  "ec2",
                  "CreateCustomerGateway",
                  "DeleteCustomerGateway",
                  "AttachInternetGateway",
                  "CreateInternetGateway",
                  "DeleteInternetGateway",
                  "DetachInternetGateway"),
              quiet("gateways are listed", call("ec2", "DescribeInternetGateways")),
              quiet("a NAT gateway is created", call("ec2", "CreateNatGateway"))),
          control(
              "route_table_changes",
              "Route table changes",
              numbers(13, 13),
              each(
                  "ec2",
                  "CreateRoute",
                  "CreateRouteTable",
                  "ReplaceRoute",
                  "ReplaceRouteTableAssociation",
                  "DeleteRouteTable",
                  "DeleteRoute",
                  "DisassociateRouteTable"),
              quiet("tables are listed", call("ec2", "DescribeRouteTables")),
              quiet("a subnet is created", call("ec2", "CreateSubnet")),
              firesFor(
                  EnumSet.of(Profile.CIS),
                  "API Gateway has a call of the same name",
                  call("apigateway", "CreateRoute"))),
          control(
              "vpc_changes",
              "VPC changes",
              numbers(14, 14),
              each(
                  "ec2",
                  "CreateVpc",
                  "DeleteVpc",
                  "ModifyVpcAttribute",
                  "AcceptVpcPeeringConnection",
                  "CreateVpcPeeringConnection",
                  "DeleteVpcPeeringConnection",
                  "RejectVpcPeeringConnection",
                  "AttachClassicLinkVpc",
                  "DetachClassicLinkVpc",
                  "DisableVpcClassicLink",
                  "EnableVpcClassicLink"),
              quiet("VPCs are listed", call("ec2", "DescribeVpcs")),
              quiet("a subnet is created", call("ec2", "CreateSubnet"))),
          control(
              "organizations_changes",
              "AWS Organizations changes",
              numbers(15, 0),
              each(
                  "organizations",
                  "AcceptHandshake",
                  "AttachPolicy",
                  "CreateAccount",
                  "CreateOrganizationalUnit",
                  "CreatePolicy",
                  "DeclineHandshake",
                  "DeleteOrganization",
                  "DeleteOrganizationalUnit",
                  "DeletePolicy",
                  "DetachPolicy",
                  "DisablePolicyType",
                  "EnablePolicyType",
                  "InviteAccountToOrganization",
                  "LeaveOrganization",
                  "MoveAccount",
                  "RemoveAccountFromOrganization",
                  "UpdatePolicy",
                  "UpdateOrganizationalUnit"),
              firesFor(
                  EnumSet.of(Profile.PROWLER),
                  "CancelHandshake",
                  call("organizations", "CancelHandshake")),
              firesFor(
                  EnumSet.of(Profile.PROWLER),
                  "CreateOrganization",
                  call("organizations", "CreateOrganization")),
              firesFor(
                  EnumSet.of(Profile.PROWLER),
                  "EnableAllFeatures",
                  call("organizations", "EnableAllFeatures")),
              quiet("accounts are listed", call("organizations", "ListAccounts")),
              quiet("an organization is described", call("organizations", "DescribeOrganization")),
              quiet("IAM has a call of the same name", call("iam", "CreatePolicy"))));

  private Catalogue() {}

  /** All controls in the order of CIS. */
  public static List<Control> controls() {
    return CONTROLS;
  }

  /** All controls, these in place of those of the same id or after them. */
  public static List<Control> including(List<Control> others) {
    Map<String, Control> all = new LinkedHashMap<>();
    CONTROLS.forEach(control -> all.put(control.id(), control));
    others.forEach(control -> all.put(control.id(), control));
    return List.copyOf(all.values());
  }

  @SafeVarargs
  private static Control control(
      String id, String title, Map<Benchmark, String> numbers, List<Sample>... samples) {
    List<Sample> all = new ArrayList<>();
    for (List<Sample> some : samples) {
      all.addAll(some);
    }
    List<Published> published = Published.of(id);
    return new Control(id, title, numbers, patterns(published), published, all, Tuning.NONE);
  }

  /**
   * The numbers of a control: CIS kept the order and moved the section from 3 to 4 to 5; Security
   * Hub numbers the first three differently and, as CIS 1.2, ends before the fifteenth.
   */
  private static Map<Benchmark, String> numbers(int cis, int securityHub) {
    Map<Benchmark, String> numbers = new EnumMap<>(Benchmark.class);
    if (cis <= 14) {
      numbers.put(Benchmark.CIS_1_2, "3." + cis);
      numbers.put(Benchmark.SECURITY_HUB, "CloudWatch." + securityHub);
    }
    numbers.put(Benchmark.CIS_1_3_TO_5_0, "4." + cis);
    numbers.put(Benchmark.CIS_6_0_AND_7_0, "5." + cis);
    if (securityHub == 1) {
      numbers.put(Benchmark.PCI_3_2_1, "PCI.CW.1");
    }
    return numbers;
  }

  /** Which text each profile wants. */
  private static Map<Profile, String> patterns(List<Published> published) {
    Map<Profile, String> patterns = new EnumMap<>(Profile.class);
    published.forEach(it -> it.profiles().forEach(profile -> patterns.put(profile, it.text())));
    return patterns;
  }

  private static List<Sample> fires(String name, TrailRecord trailRecord) {
    return firesFor(EnumSet.allOf(Profile.class), name, trailRecord);
  }

  private static List<Sample> quiet(String name, TrailRecord trailRecord) {
    return firesFor(EnumSet.noneOf(Profile.class), name, trailRecord);
  }

  private static List<Sample> firesFor(
      Set<Profile> profiles, String name, TrailRecord trailRecord) {
    return List.of(new Sample(name, profiles, trailRecord::fields));
  }

  /** One sample for each call of a service that must raise the alarm. */
  private static List<Sample> each(String service, String... names) {
    List<Sample> samples = new ArrayList<>();
    for (String name : names) {
      samples.addAll(fires(name, call(service, name)));
    }
    return samples;
  }
}
