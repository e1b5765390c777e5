package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the deployed pattern and the desired one, and how it is said. */
class ComparisonTest {
  private static final String ROOT =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // as cloudposse, nozaq, Security Hub and the Prowler transcription of CIS 4.0 spell it
        "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType"
            + " !=\"AwsServiceEvent\"}",
        "{ $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="
            + " AwsServiceEvent }",
        "{ ($.eventType != \"AwsServiceEvent\") && (($.userIdentity.type = \"Root\") &&"
            + " ($.userIdentity.invokedBy NOT EXISTS)) }",
        "{\n$.userIdentity.type = \"Root\"\n&&\t$.userIdentity.invokedBy NOT EXISTS&&$.eventType!="
            + "\"AwsServiceEvent\"\n}",
        "{ $.userIdentity['type'] = \"Root\" && $.['userIdentity'].invokedBy NOT EXISTS &&"
            + " $.[\"eventType\"] != \"AwsServiceEvent\" }",
        // a clause that is there already, and one that is weaker than another
        "{ $.userIdentity.type = \"Root\" && $.userIdentity.type = \"Ro*\" && $.userIdentity.type = *"
            + " && $.userIdentity.type != \"IAMUser\" && $.userIdentity.invokedBy NOT EXISTS &&"
            + " $.eventType != \"AwsServiceEvent\" }",
      })
  void anotherSpellingIsEqual(String observed) {
    Comparison comparison = Comparison.of(ROOT, observed);

    assertThat(comparison.relation()).isEqualTo(Relation.EQUAL);
    assertThat(comparison.explanation()).containsExactly("the same meaning, spelled differently");
    assertThat(comparison.counterexample()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a clause is gone | BROADER | clause missing: $.userIdentity.invokedBy NOT EXISTS \
            | { $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }
          a dead clause | NARROWER | clause added: $.eventName = "never" (narrower) \
            | { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.eventName = "never" }
          another case | DIFFERENT | clause changed: $.userIdentity.type = "Root" is required, found $.userIdentity.type = "root" \
            | { $.userIdentity.type = "root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }
          a looser literal | BROADER | clause changed: $.userIdentity.type = "Root" is required, found $.userIdentity.type = "R*" \
            | { $.userIdentity.type = "R*" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }
          another operator | BROADER | `|| where && is required: $.userIdentity.type = "Root" || $.userIdentity.invokedBy NOT EXISTS || $.eventType != "AwsServiceEvent"` \
            | `{ $.userIdentity.type = "Root" || $.userIdentity.invokedBy NOT EXISTS || $.eventType != "AwsServiceEvent" }`
          an added way in | BROADER | alternative added: $.eventSource = "iam.amazonaws.com" (broader) \
            | `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" || $.eventSource = iam.amazonaws.com }`
          a contradiction | NARROWER | clauses contradict each other: the observed pattern never matches \
            | { $.userIdentity.type = "Root" && $.userIdentity.type = "x" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }
          single quotes | UNPARSEABLE | expected a string in double quotes at offset 24, found ''' (CloudWatch Logs does not take single quotes here) \
            | { $.userIdentity.type = 'Root' && $.userIdentity.invokedBy NOT EXISTS && $.eventType != 'AwsServiceEvent' }
          all events | BROADER | a JSON pattern is required, found an empty pattern, which matches every event | ` `
          words | DIFFERENT | a JSON pattern is required, found a term pattern | Root -AwsServiceEvent
          fields | DIFFERENT | a JSON pattern is required, found a space-delimited pattern | [type = Root, ...]
          """)
  void aDifferenceIsSaidInOneLine(String reason, Relation relation, String line, String observed) {
    Comparison comparison = Comparison.of(ROOT, observed);

    assertThat(comparison.explanation()).containsExactly(line);
    assertThat(comparison.relation()).isEqualTo(relation);
  }
}
