package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
    assertThat(comparison.counterexample(List.of())).isEmpty();
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
          single quotes | UNPARSEABLE | alarmkeeper can't read this pattern, which AWS may read: expected a string in double quotes at offset 24, found ''' (CloudWatch Logs does not take single quotes here) \
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          one of many ~ { ($.s = k) && ($.n = A || $.n = B || $.n = C) } ~ { $.s = k && ($.n = A || $.n = C) } \
            ~ alternative missing: $.s = "k" && $.n = "B" (narrower)
          one more ~ { $.n = A || $.n = B } ~ { $.n = A || $.n = B || $.n = C } \
            ~ alternative added: $.n = "C" (broader)
          one of many misspelled ~ { $.s = k && ($.n = A || $.n = B) } ~ { $.s = k && ($.n = A || $.n = b) } \
            ~ clause changed: $.n = "B" is required, found $.n = "b", beside $.s = "k"
          a clause of all ~ { $.s = k && ($.n = A || $.n = B || $.n = C) } ~ { $.n = A || $.n = B || $.n = C } \
            ~ clause missing: $.s = "k"
          a clause of some ~ { $.s = k && ($.n = A || $.n = B || $.n = C) } ~ { $.s = k && $.n = A || $.n = B || $.n = C } \
            ~ clause missing: $.s = "k", beside $.n = "B" and 1 more
          all for one ~ { $.n = A || $.m = B } ~ { $.n = A && $.m = B } \
            ~ && where || is required: $.n = "A" && $.m = "B"
          nothing in common ~ { $.n = A } ~ { $.m = B } \
            ~ alternative missing: $.n = "A" (narrower) / alternative added: $.m = "B" (broader)
          a number ~ { $.n > 5 } ~ { $.n >= 5.0 } ~ clause changed: $.n > 5 is required, found $.n >= 5.0
          """)
  void everyDifferenceHasItsLine(String reason, String desired, String observed, String lines) {
    assertThat(String.join(" / ", Comparison.of(desired, observed).explanation())).isEqualTo(lines);
  }

  @Test
  void theCounterexampleOfARemovedClauseIsAnEventThatTheClauseKeptOut() {
    Comparison comparison =
        Comparison.of(
            ROOT, "{ $.userIdentity.type = \"Root\" && $.eventType != \"AwsServiceEvent\" }");

    assertThat(comparison.counterexample(List.of()))
        .hasValueSatisfying(
            example -> {
              assertThat(example.desiredMatches()).isFalse();
              assertThat(example.event().get("userIdentity"))
                  .isEqualTo(Map.of("type", "Root", "invokedBy", "something else"));
            });
  }

  @Test
  void longExplanationsAreCutOff() {
    String many =
        "{ "
            + String.join(" || ", IntStream.range(0, 40).mapToObj(i -> "$.f" + i + " = x").toList())
            + " }";

    assertThat(Comparison.of(ROOT, many).explanation())
        .hasSize(6)
        .last()
        .isEqualTo("and 36 more differences");
  }
}
