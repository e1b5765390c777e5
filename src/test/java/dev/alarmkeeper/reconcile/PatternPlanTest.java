package dev.alarmkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.OrdinaryEvents;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Published;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.pattern.Counterexample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Patterns are judged by what they miss and by what they drown. */
class PatternPlanTest {
  private static final String ROOT = AFilter.asItShouldBe().pattern();

  /** An owner who widened a filter loses no event. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "root_usage ~ OLD || ($.eventName = \"PutUserPolicy\") }",
        "root_usage ~ OLD || $.userIdentity.userName = \"break-glass\" }",
        "root_usage ~ { $.userIdentity.type = \"R*\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }",
        "vpc_changes ~ OLD || $.eventName = \"CreateSubnetCidrReservation\" }",
        "cloudtrail_changes ~ OLD || ($.eventSource = cloudtrail.amazonaws.com && $.eventName = \"Put*\") }",
        "unauthorized_api_calls ~ {($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")}"
      })
  void aWiderPatternIsNotedAndLeftAsItIs(String control, String pattern) {
    Plan plan = planWith(Profile.CIS, control.strip(), pattern.strip());

    assertThat(plan.repairs()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.remedy().toString())
                    .startsWith("Note")
                    .contains("also fires on events with $.")
                    .contains("PATTERN_MATCH=exact corrects it"));
  }

  /** One that fires all day is one that tells nobody of what comes next. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "OLD || $.eventName = \"ConsoleLogin\" } ~ a user signs in with MFA",
        "OLD || $.eventSource = sts.amazonaws.com } ~ a role calls",
        "OLD || $.eventName = Describe* } ~ Describe",
        "OLD || $.eventVersion = * } ~ ",
        "OLD || $.awsRegion = \"eu-south-2\" } ~ ",
        "OLD || $.recipientAccountId = 111122223333 } ~ ",
        "OLD || $.readOnly = * } ~ ",
        "OLD || $.managementEvent IS TRUE } ~ ",
        "OLD || $.eventTime != \"x\" } ~ ",
        "OLD || $.userIdentity.arn = \"arn:aws:sts::111122223333:*\" } ~ ",
        "OLD || $.eventName != %^$% } ~ ",
        "OLD || $.nothing NOT EXISTS } ~ ",
        "{ $.userIdentity.type = \"Root\" && $.eventType != \"AwsServiceEvent\" } ~ a service acts for root",
        "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS } ~ a service records what is not a call",
        "{ $.userIdentity.type = * && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" } ~ an IAM user calls an API",
        " ~ a service acts for root"
      })
  void onePatternThatDrownsTheAlarmIsDrift(String pattern, @Nullable String noise) {
    Plan plan = planWith(Profile.CIS, "root_usage", pattern == null ? "" : pattern.strip());

    Difference difference = plan.findings().getFirst().differences().getFirst();
    assertThat(plan.repairs()).hasSize(1);
    assertThat(difference.why()).contains("it fires on what is no reason to: ");
    assertThat(difference.why()).contains(noise == null ? "" : noise.strip());
    assertThat(difference.example()).map(Counterexample::desiredMatches).contains(false);
  }

  @Test
  void anotherProfilesPatternIsNamed() {
    Plan narrower =
        planWith(
            Profile.CIS,
            "console_signin_without_mfa",
            pattern("console_signin_without_mfa", Profile.SECURITY_HUB));
    assertThat(narrower.repairs()).hasSize(1);
    assertThat(narrower.findings().getFirst().differences().getFirst().why())
        .contains("this is the pattern of Security Hub; PROFILE=security_hub expects it");

    Plan broader =
        planWith(
            Profile.SECURITY_HUB, "iam_policy_changes", pattern("iam_policy_changes", Profile.CIS));
    assertThat(broader.repairs()).isEmpty();
    assertThat(broader.findings().getFirst().remedy().toString())
        .contains("also fires on")
        .contains("this is the pattern of CIS AWS Foundations; PROFILE=cis expects it");
  }

  /** Whose setup it was before: each published text is recognised under any name and profile. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void aFilterOfAnyOriginIsRecognised(Profile profile) {
    for (Control control : Catalogue.controls()) {
      for (Published published : control.published()) {
        Desired desired = desired(profile, List.of(control));
        InMemoryChain chain = InMemoryChain.whole(desired);
        List<MetricFilter> all = new ArrayList<>(ours(desired));
        all.add(named("theirs", published.text().replace("||", "  ||  ")));
        chain.filters = new Present<>(all);

        assertThat(Planner.plan(desired, chain.snapshot(), List.of(control)).findings())
            .as(published.text())
            .singleElement()
            .satisfies(it -> assertThat(it.remedy().toString()).contains("metric filter theirs "));
      }
    }
  }

  @Test
  void whatNoRepairWaitsForIsFoundAfterThemAlone() {
    Desired desired = desired(Profile.CIS, Catalogue.controls());
    InMemoryChain chain = InMemoryChain.whole(desired);
    List<MetricFilter> all = new ArrayList<>(ours(desired));
    all.add(named("theirs", ROOT));
    chain.filters = new Present<>(all);
    Comparisons comparisons = new Comparisons();

    assertThat(
            Planner.plan(desired, chain.snapshot(), Catalogue.controls(), comparisons).findings())
        .isEmpty();
    assertThat(Planner.remarks(desired, chain.snapshot(), comparisons).findings()).hasSize(1);
  }

  @Test
  void noPatternOfTheCatalogueMatchesAnOrdinaryEventButCissOwnSignIns() {
    for (Control control : Catalogue.controls()) {
      for (Profile profile : Profile.values()) {
        assertThat(
                new Comparisons()
                    .noise(
                        "{ $.a = never && $.a = ever }",
                        control.pattern(profile),
                        OrdinaryEvents.of(Fixtures.ACCOUNT))
                    .map(it -> it.name()))
            .as(control.id() + " " + profile)
            .isEqualTo(
                control.id().equals("console_signin_without_mfa") && profile != Profile.SECURITY_HUB
                    ? Optional.of("a user of IAM Identity Center signs in at the console")
                    : Optional.empty());
      }
    }
    assertThat(OrdinaryEvents.of(Fixtures.ACCOUNT)).hasSizeGreaterThan(90);
  }

  private static Plan planWith(Profile profile, String control, String pattern) {
    List<Control> only =
        Catalogue.controls().stream().filter(it -> it.id().equals(control)).toList();
    Desired desired = desired(profile, only);
    InMemoryChain chain = InMemoryChain.whole(desired);
    MetricFilter ours = ours(desired).getFirst();
    String old =
        "{ (" + ours.pattern().strip().substring(1, ours.pattern().strip().length() - 1) + ")";
    chain.filters =
        new Present<>(
            List.of(
                new MetricFilter(
                    ours.logGroup(),
                    ours.name(),
                    pattern.replace("OLD", old),
                    ours.transformation(),
                    ours.scope())));
    return Planner.plan(desired, chain.snapshot(), only);
  }

  private static List<MetricFilter> ours(Desired desired) {
    return desired.watches().stream().flatMap(it -> it.filter().stream()).toList();
  }

  private static Desired desired(Profile profile, List<Control> controls) {
    ChainSettings all = Fixtures.settings();
    ChainSettings settings =
        new ChainSettings(
            controls,
            profile,
            all.match(),
            all.trailName(),
            all.logGroup(),
            all.names(),
            all.topic(),
            all.subscriptions());
    return DesiredState.of(settings, controls, Fixtures.place());
  }

  private static String pattern(String control, Profile profile) {
    return Catalogue.controls().stream()
        .filter(it -> it.id().equals(control))
        .findFirst()
        .orElseThrow()
        .pattern(profile);
  }

  private static MetricFilter named(String name, String pattern) {
    return AFilter.with(
        f -> {
          f.name = name;
          f.pattern = pattern;
        });
  }
}
