package dev.alarmkeeper.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting CONTROLS: any published name of a control, and nothing that could mean two. */
class SelectionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root_usage",
        "ROOT_USAGE",
        "3.3",
        "4.3",
        "5.3",
        "CloudWatch.1",
        "cloudwatch.1",
        "PCI.CW.1",
        " 4.3 ",
        "3.3,4.3, 5.3 root_usage"
      })
  void everyNameOfRootUsageSelectsIt(String controls) {
    assertThat(ids(controls)).containsExactly("root_usage");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "3.1,           unauthorized_api_calls",
    "CloudWatch.2,  unauthorized_api_calls",
    "CloudWatch.3,  console_signin_without_mfa",
    "4.10,          security_group_changes",
    "4.1,           unauthorized_api_calls",
    "CloudWatch.14, vpc_changes",
    "5.15,          organizations_changes"
  })
  void aNumberSelectsTheControlThatItsPublisherMeans(String number, String id) {
    assertThat(ids(number)).containsExactly(id);
  }

  @Test
  void theOrderIsTheCatalogues() {
    assertThat(ids("vpc_changes, 4.5\n3.3"))
        .containsExactly("root_usage", "cloudtrail_changes", "vpc_changes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "ALL", "3.3, all"})
  void allSelectsAll(String controls) {
    assertThat(Selection.parse(controls)).containsExactlyElementsOf(Catalogue.controls());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 | "1" could mean unauthorized_api_calls (3.1, 4.1, 5.1, CloudWatch.2) or root_usage (3.3, 4.3, 5.3, CloudWatch.1, PCI.CW.1)
          console | "console" could mean console_signin_without_mfa (3.2, 4.2, 5.2, CloudWatch.3) or console_authentication_failures (3.6, 4.6, 5.6, CloudWatch.6)
          root | no control is called "root": did you mean root_usage?
          root-usage | no control is called "root-usage": did you mean root_usage?
          rot_usgae | no control is called "rot_usgae": did you mean root_usage?
          15 | no control is called "15": did you mean organizations_changes?
          3.15 | no control is called "3.15": use ids, numbers or "all"
          4.16 | no control is called "4.16": use ids, numbers or "all"
          CloudWatch.15 | no control is called "CloudWatch.15": use ids, numbers or "all"
          root_usage;vpc_changes | no control is called "root_usage;vpc_changes": use ids, numbers or "all"
          `` | no control is named: use ids, numbers or "all"
          ` , ` | no control is named: use ids, numbers or "all"
          """)
  void aNameThatIsNotOneIsRefusedWithTheCandidates(String controls, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.parse(controls))
        .withMessage(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"cis, CIS", "security_hub, SECURITY_HUB", "prowler, PROWLER", "' CIS ', CIS"})
  void theProfileIsReadFromItsSetting(String setting, Profile profile) {
    assertThat(Profile.parse(setting)).isEqualTo(profile);
  }

  @Test
  void anUnknownProfileIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profile.parse("pci"))
        .withMessage("no profile \"pci\": use cis, security_hub or prowler");
  }

  private static List<String> ids(String controls) {
    return Selection.parse(controls).stream().map(Control::id).toList();
  }
}
