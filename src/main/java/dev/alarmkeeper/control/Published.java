package dev.alarmkeeper.control;

import static dev.alarmkeeper.control.Profile.CIS;
import static dev.alarmkeeper.control.Profile.PROWLER;
import static dev.alarmkeeper.control.Profile.SECURITY_HUB;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A filter pattern as it is published, spelled as its publisher spells it, because some checkers
 * compare text. CIS is read as Prowler and Steampipe print it. Three are published by nobody: CIS
 * prints 4.1 without the parentheses that it needs, and Prowler's checks of 4.13 and 4.15 refuse
 * the patterns of its own compliance files.
 *
 * @param by who publishes it
 * @param profiles for which of our profiles it is the desired one; none for one that others use
 * @param text as it is spelled there
 * @param url where
 * @param read when it stood there
 */
public record Published(String by, Set<Profile> profiles, String text, String url, LocalDate read) {
  private static final Source HUB =
      new Source(
          "Security Hub",
          "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
          LocalDate.of(2026, 11, 25));
  private static final Source FOUNDATIONS =
      new Source(
          "CIS AWS Foundations",
          "https://github.com/prowler-cloud/prowler/blob/master/prowler/compliance/aws/cis_5.0_aws.json",
          LocalDate.of(2026, 11, 23));
  private static final Source FOUNDATIONS_MEANT =
      new Source(
          "CIS AWS Foundations, with the parentheses that it means",
          "https://github.com/nozaq/terraform-aws-secure-baseline/blob/main/modules/alarm-baseline/main.tf",
          LocalDate.of(2026, 11, 23));
  private static final Source FOUNDATIONS_PRINTED =
      new Source(
          "CIS AWS Foundations, as printed without parentheses",
          "https://github.com/turbot/steampipe-mod-aws-compliance/tree/a1d0b446/cis_v500/docs",
          LocalDate.of(2026, 11, 23));
  private static final Source FOUNDATIONS_1_4 =
      new Source(
          "CIS AWS Foundations 1.3 to 1.5",
          "https://github.com/prowler-cloud/prowler/blob/master/prowler/compliance/aws/cis_1.4_aws.json",
          LocalDate.of(2026, 11, 23));
  private static final Source CHECKS =
      new Source(
          "Prowler",
          "https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/aws/services/cloudwatch",
          LocalDate.of(2026, 11, 23));

  private static final Map<String, List<Published>> ALL =
      Map.ofEntries(
          Map.entry(
              "unauthorized_api_calls",
              List.of(
                  published(
                      FOUNDATIONS_MEANT,
                      Set.of(CIS, PROWLER),
                      "{ (($.errorCode = \"*UnauthorizedOperation\") || "
                          + "($.errorCode = \"AccessDenied*\")) && "
                          + "($.sourceIPAddress != \"delivery.logs.amazonaws.com\") && "
                          + "($.eventName != \"HeadBucket\") }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.errorCode=\"*UnauthorizedOperation\") || "
                          + "($.errorCode=\"AccessDenied*\")}"),
                  published(
                      FOUNDATIONS_1_4,
                      Set.of(),
                      "{ ($.errorCode = \"*UnauthorizedOperation\") || "
                          + "($.errorCode = \"AccessDenied*\") || "
                          + "($.sourceIPAddress!=\"delivery.logs.amazonaws.com\") || "
                          + "($.eventName!=\"HeadBucket\") }"),
                  published(
                      FOUNDATIONS_PRINTED,
                      Set.of(),
                      "{ ($.errorCode =\"*UnauthorizedOperation\") || "
                          + "($.errorCode =\"AccessDenied*\") && "
                          + "($.sourceIPAddress!=\"delivery.logs.amazonaws.com\") && "
                          + "($.eventName!=\"HeadBucket\") }"))),
          Map.entry(
              "console_signin_without_mfa",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = \"ConsoleLogin\") && "
                          + "($.additionalEventData.MFAUsed != \"Yes\") }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{ ($.eventName = \"ConsoleLogin\") && "
                          + "($.additionalEventData.MFAUsed != \"Yes\") && "
                          + "($.userIdentity.type = \"IAMUser\") && "
                          + "($.responseElements.ConsoleLogin = \"Success\") }"))),
          Map.entry(
              "root_usage",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ $.userIdentity.type = \"Root\" && "
                          + "$.userIdentity.invokedBy NOT EXISTS && "
                          + "$.eventType != \"AwsServiceEvent\" }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && "
                          + "$.eventType !=\"AwsServiceEvent\"}"))),
          Map.entry(
              "iam_policy_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||"
                          + "($.eventName=DeleteUserPolicy)||($.eventName=PutGroupPolicy)||"
                          + "($.eventName=PutRolePolicy)||($.eventName=PutUserPolicy)||"
                          + "($.eventName=CreatePolicy)||($.eventName=DeletePolicy)||"
                          + "($.eventName=CreatePolicyVersion)||($.eventName=DeletePolicyVersion)||"
                          + "($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)||"
                          + "($.eventName=AttachUserPolicy)||($.eventName=DetachUserPolicy)||"
                          + "($.eventName=AttachGroupPolicy)||($.eventName=DetachGroupPolicy)}"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventSource=iam.amazonaws.com) && "
                          + "(($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || "
                          + "($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || "
                          + "($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || "
                          + "($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || "
                          + "($.eventName=CreatePolicyVersion) || "
                          + "($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || "
                          + "($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || "
                          + "($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || "
                          + "($.eventName=DetachGroupPolicy))}"))),
          Map.entry(
              "cloudtrail_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || "
                          + "($.eventName = DeleteTrail) || ($.eventName = StartLogging) || "
                          + "($.eventName = StopLogging) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || "
                          + "($.eventName=DeleteTrail) || ($.eventName=StartLogging) || "
                          + "($.eventName=StopLogging)}"))),
          Map.entry(
              "console_authentication_failures",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = ConsoleLogin) && "
                          + "($.errorMessage = \"Failed authentication\") }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=ConsoleLogin) && ($.errorMessage=\"Failed authentication\")}"))),
          Map.entry(
              "cmk_disabled_or_deleted",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||"
                          + "($.eventName=ScheduleKeyDeletion)) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || "
                          + "($.eventName=ScheduleKeyDeletion))}"))),
          Map.entry(
              "s3_bucket_policy_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventSource = s3.amazonaws.com) && "
                          + "(($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || "
                          + "($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || "
                          + "($.eventName = PutBucketReplication) || "
                          + "($.eventName = DeleteBucketPolicy) || "
                          + "($.eventName = DeleteBucketCors) || "
                          + "($.eventName = DeleteBucketLifecycle) || "
                          + "($.eventName = DeleteBucketReplication)) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || "
                          + "($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || "
                          + "($.eventName=PutBucketLifecycle) || "
                          + "($.eventName=PutBucketReplication) || "
                          + "($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || "
                          + "($.eventName=DeleteBucketLifecycle) || "
                          + "($.eventName=DeleteBucketReplication))}"))),
          Map.entry(
              "config_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventSource = config.amazonaws.com) && "
                          + "(($.eventName=StopConfigurationRecorder)||"
                          + "($.eventName=DeleteDeliveryChannel)||($.eventName=PutDeliveryChannel)||"
                          + "($.eventName=PutConfigurationRecorder)) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventSource=config.amazonaws.com) && "
                          + "(($.eventName=StopConfigurationRecorder) || "
                          + "($.eventName=DeleteDeliveryChannel) || "
                          + "($.eventName=PutDeliveryChannel) || "
                          + "($.eventName=PutConfigurationRecorder))}"))),
          Map.entry(
              "security_group_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = AuthorizeSecurityGroupIngress) || "
                          + "($.eventName = AuthorizeSecurityGroupEgress) || "
                          + "($.eventName = RevokeSecurityGroupIngress) || "
                          + "($.eventName = RevokeSecurityGroupEgress) || "
                          + "($.eventName = CreateSecurityGroup) || "
                          + "($.eventName = DeleteSecurityGroup) || "
                          + "($.eventName = ModifySecurityGroupRules) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=AuthorizeSecurityGroupIngress) || "
                          + "($.eventName=AuthorizeSecurityGroupEgress) || "
                          + "($.eventName=RevokeSecurityGroupIngress) || "
                          + "($.eventName=RevokeSecurityGroupEgress) || "
                          + "($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}"))),
          Map.entry(
              "nacl_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = CreateNetworkAcl) || "
                          + "($.eventName = CreateNetworkAclEntry) || "
                          + "($.eventName = DeleteNetworkAcl) || "
                          + "($.eventName = DeleteNetworkAclEntry) || "
                          + "($.eventName = ReplaceNetworkAclEntry) || "
                          + "($.eventName = ReplaceNetworkAclAssociation) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=CreateNetworkAcl) || "
                          + "($.eventName=CreateNetworkAclEntry) || "
                          + "($.eventName=DeleteNetworkAcl) || "
                          + "($.eventName=DeleteNetworkAclEntry) || "
                          + "($.eventName=ReplaceNetworkAclEntry) || "
                          + "($.eventName=ReplaceNetworkAclAssociation)}"))),
          Map.entry(
              "network_gateway_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = CreateCustomerGateway) || "
                          + "($.eventName = DeleteCustomerGateway) || "
                          + "($.eventName = AttachInternetGateway) || "
                          + "($.eventName = CreateInternetGateway) || "
                          + "($.eventName = DeleteInternetGateway) || "
                          + "($.eventName = DetachInternetGateway) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=CreateCustomerGateway) || "
                          + "($.eventName=DeleteCustomerGateway) || "
                          + "($.eventName=AttachInternetGateway) || "
                          + "($.eventName=CreateInternetGateway) || "
                          + "($.eventName=DeleteInternetGateway) || "
                          + "($.eventName=DetachInternetGateway)}"))),
          Map.entry(
              "route_table_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS),
                      "{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || "
                          + "($.eventName = ReplaceRoute) || "
                          + "($.eventName = ReplaceRouteTableAssociation) || "
                          + "($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || "
                          + "($.eventName = DisassociateRouteTable) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || "
                          + "($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || "
                          + "($.eventName=ReplaceRouteTableAssociation) || "
                          + "($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || "
                          + "($.eventName=DisassociateRouteTable))}"),
                  published(
                      CHECKS,
                      Set.of(PROWLER),
                      "{ ($.eventSource = ec2.amazonaws.com) && "
                          + "(($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || "
                          + "($.eventName = ReplaceRoute) || "
                          + "($.eventName = ReplaceRouteTableAssociation) || "
                          + "($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || "
                          + "($.eventName = DisassociateRouteTable)) }"),
                  published(
                      FOUNDATIONS_PRINTED,
                      Set.of(),
                      "{($.eventSource = ec2.amazonaws.com) && ($.eventName = CreateRoute) || "
                          + "($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || "
                          + "($.eventName = ReplaceRouteTableAssociation) || "
                          + "($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || "
                          + "($.eventName = DisassociateRouteTable) }"))),
          Map.entry(
              "vpc_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, PROWLER),
                      "{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || "
                          + "($.eventName = ModifyVpcAttribute) || "
                          + "($.eventName = AcceptVpcPeeringConnection) || "
                          + "($.eventName = CreateVpcPeeringConnection) || "
                          + "($.eventName = DeleteVpcPeeringConnection) || "
                          + "($.eventName = RejectVpcPeeringConnection) || "
                          + "($.eventName = AttachClassicLinkVpc) || "
                          + "($.eventName = DetachClassicLinkVpc) || "
                          + "($.eventName = DisableVpcClassicLink) || "
                          + "($.eventName = EnableVpcClassicLink) }"),
                  published(
                      HUB,
                      Set.of(SECURITY_HUB),
                      "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || "
                          + "($.eventName=ModifyVpcAttribute) || "
                          + "($.eventName=AcceptVpcPeeringConnection) || "
                          + "($.eventName=CreateVpcPeeringConnection) || "
                          + "($.eventName=DeleteVpcPeeringConnection) || "
                          + "($.eventName=RejectVpcPeeringConnection) || "
                          + "($.eventName=AttachClassicLinkVpc) || "
                          + "($.eventName=DetachClassicLinkVpc) || "
                          + "($.eventName=DisableVpcClassicLink) || "
                          + "($.eventName=EnableVpcClassicLink)}"))),
          Map.entry(
              "organizations_changes",
              List.of(
                  published(
                      FOUNDATIONS,
                      Set.of(CIS, SECURITY_HUB),
                      "{ ($.eventSource = organizations.amazonaws.com) && "
                          + "(($.eventName = \"AcceptHandshake\") || ($.eventName = \"AttachPolicy\") || "
                          + "($.eventName = \"CreateAccount\") || "
                          + "($.eventName = \"CreateOrganizationalUnit\") || "
                          + "($.eventName = \"CreatePolicy\") || ($.eventName = \"DeclineHandshake\") || "
                          + "($.eventName = \"DeleteOrganization\") || "
                          + "($.eventName = \"DeleteOrganizationalUnit\") || "
                          + "($.eventName = \"DeletePolicy\") || ($.eventName = \"DetachPolicy\") || "
                          + "($.eventName = \"DisablePolicyType\") || "
                          + "($.eventName = \"EnablePolicyType\") || "
                          + "($.eventName = \"InviteAccountToOrganization\") || "
                          + "($.eventName = \"LeaveOrganization\") || ($.eventName = \"MoveAccount\") || "
                          + "($.eventName = \"RemoveAccountFromOrganization\") || "
                          + "($.eventName = \"UpdatePolicy\") || "
                          + "($.eventName = \"UpdateOrganizationalUnit\")) }"),
                  published(
                      CHECKS,
                      Set.of(PROWLER),
                      "{ ($.eventSource = organizations.amazonaws.com) && "
                          + "(($.eventName = \"AcceptHandshake\") || ($.eventName = \"AttachPolicy\") || "
                          + "($.eventName = \"CancelHandshake\") || ($.eventName = \"CreateAccount\") || "
                          + "($.eventName = \"CreateOrganization\") || "
                          + "($.eventName = \"CreateOrganizationalUnit\") || "
                          + "($.eventName = \"CreatePolicy\") || ($.eventName = \"DeclineHandshake\") || "
                          + "($.eventName = \"DeleteOrganization\") || "
                          + "($.eventName = \"DeleteOrganizationalUnit\") || "
                          + "($.eventName = \"DeletePolicy\") || "
                          + "($.eventName = \"EnableAllFeatures\") || "
                          + "($.eventName = \"EnablePolicyType\") || "
                          + "($.eventName = \"InviteAccountToOrganization\") || "
                          + "($.eventName = \"LeaveOrganization\") || "
                          + "($.eventName = \"DetachPolicy\") || "
                          + "($.eventName = \"DisablePolicyType\") || ($.eventName = \"MoveAccount\") || "
                          + "($.eventName = \"RemoveAccountFromOrganization\") || "
                          + "($.eventName = \"UpdateOrganizationalUnit\") || "
                          + "($.eventName = \"UpdatePolicy\")) }"))));

  private record Source(String by, String url, LocalDate read) {}

  /** Copies the set. */
  public Published {
    profiles = Set.copyOf(profiles);
  }

  /** Whose it is, and which profile expects it. */
  public String advice() {
    String whose = "this is the pattern of " + by;
    return profiles.isEmpty()
        ? whose
        : whose
            + "; PROFILE="
            + EnumSet.copyOf(profiles).iterator().next().setting()
            + " expects it";
  }

  private static Published published(Source source, Set<Profile> profiles, String text) {
    return new Published(source.by(), profiles, text, source.url(), source.read());
  }

  /** Those of one control of the catalogue. */
  static List<Published> of(String id) {
    return ALL.getOrDefault(id, List.of());
  }
}
