package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        "{((((($[\"userIdentity\"][\"type\"]=Root))&&($.eventType!=AwsServiceEvent))"
            + "&&((($.userIdentity.invokedBy NOT\r\n\tEXISTS)))))}",
        // both halves of what is there anyway
        "{ ($.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="
            + " AwsServiceEvent) || ($.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS"
            + " && $.eventType != AwsServiceEvent && $.a = 1) }",
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

  /** Each has one thing in it that is not what it looks like. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          a null is not nothing       | $.userIdentity.invokedBy NOT EXISTS | $.userIdentity.invokedBy IS NULL
          an empty text is not nothing| $.userIdentity.invokedBy NOT EXISTS | $.userIdentity.invokedBy = ""
          the Kelvin sign             | $.eventType                         | $.eventType\u212a
          a Cyrillic o                | "Root"                              | "R\u043eot"
          an invisible letter         | "Root"                              | "Root\u200b"
          a space in the quotes       | "Root"                              | "Root "
          a tab in the quotes         | "Root"                              | "Root\t"
          a name with a dot           | $.userIdentity.type                 | $.['userIdentity.type']
          an element                  | $.userIdentity.type                 | $.userIdentity[0].type
          any element                 | $.userIdentity.type                 | $.userIdentity[*].type
          any name                    | $.userIdentity.type                 | $.*.type
          another name's case         | $.userIdentity.type                 | $.useridentity.type
          an asterisk inside          | "Root"                              | "Ro*t"
          an expression               | = "Root"                            | = %Root%
          an expression of the whole  | = "Root"                            | = %^Root$%
          a backslash                 | "Root"                              | "Roo\\t"
          """)
  void whatLooksAlikeIsNotEqual(String reason, String part, String instead) {
    String observed = ROOT.replace(part, instead);

    assertThat(observed).isNotEqualTo(ROOT);
    assertThat(Comparison.of(ROOT, observed).relation()).isNotEqualTo(Relation.EQUAL);
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

  private static final String GROUPS =
      "{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress)"
          + " || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress)"
          + " || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }";

  /** Only what nothing else covers is missing. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          one alternative for all ~ { $.eventName = *SecurityGroup* } ~ BROADER ~ alternative wider: \
          $.eventName = "*SecurityGroup*" takes in 6 that are required, such as \
          $.eventName = "AuthorizeSecurityGroupIngress", and more (broader)
          one for some ~ { $.eventName = *SecurityGroup } ~ DIFFERENT ~ \
          alternative missing: $.eventName = "AuthorizeSecurityGroupIngress" (narrower) / \
          alternative missing: $.eventName = "AuthorizeSecurityGroupEgress" (narrower) / \
          alternative missing: $.eventName = "RevokeSecurityGroupIngress" (narrower) / \
          alternative missing: $.eventName = "RevokeSecurityGroupEgress" (narrower) / \
          alternative wider: $.eventName = "*SecurityGroup" takes in 2 that are required, such as \
          $.eventName = "CreateSecurityGroup", and more (broader)
          """)
  void anExplanationGoesByWhatIsCovered(
      String reason, String observed, Relation relation, String lines) {
    Comparison comparison = Comparison.of(GROUPS, observed);

    assertThat(comparison.relation()).isEqualTo(relation);
    assertThat(String.join(" / ", comparison.explanation())).isEqualTo(lines);
  }

  /** Whatever is compared: a broader pattern lacks nothing, a narrower one adds nothing. */
  @Test
  void noExplanationContradictsTheRelation() {
    RandomPatterns patterns = RandomPatterns.entangled(7);
    int told = 0;
    for (int i = 0; i < 3_000; i++) {
      RandomPatterns.Node desired = patterns.tree(3);
      Comparison comparison =
          Comparison.of(patterns.spell(desired), patterns.spell(patterns.mutate(desired)));
      String lines = String.join("\n", comparison.explanation());
      switch (comparison.relation()) {
        case BROADER -> assertThat(lines).doesNotContain("(narrower)");
        case NARROWER -> assertThat(lines).doesNotContain("(broader)");
        case EQUAL, DIFFERENT, UNPARSEABLE -> told--;
      }
      told++;
      assertThat(comparison.explanation()).hasSizeLessThanOrEqualTo(6);
    }
    assertThat(told).isGreaterThan(500);
  }

  /** A person believes an event that is known, then one with a single field changed. */
  @Test
  void theControlsOwnSamplesComeFirst() {
    Example login =
        new Example(
            "root signs in",
            Map.of(
                "userIdentity", Map.of("type", "Root"),
                "eventType", "AwsConsoleSignIn",
                "sourceIPAddress", "198.51.100.7"));

    assertThat(counterexample(ROOT.replace("\"Root\"", "\"root\""), login))
        .isEqualTo("root signs in");
    assertThat(
            counterexample(ROOT.replace(" }", " && $.sourceIPAddress != \"203.0.113.*\" }"), login))
        .isEqualTo("root signs in, with $.sourceIPAddress 203.0.113.7");
    assertThat(
            counterexample(ROOT.replace(" }", " && $.sourceIPAddress != \"203.0.113.9\" }"), login))
        .isEqualTo("root signs in, with $.sourceIPAddress 203.0.113.9");
    assertThat(
            counterexample(
                "{ $.userIdentity.type = \"Root\" && $.eventType != \"AwsServiceEvent\" }", login))
        .startsWith("root signs in, with $.userIdentity.invokedBy ");
    assertThat(counterexample(ROOT.replace(" }", " && $.never = x && $.ever = y }"), login))
        .isEqualTo("root signs in");
  }

  private static String counterexample(String observed, Example example) {
    return Comparison.of(ROOT, observed)
        .counterexample(List.of(example))
        .map(Counterexample::what)
        .orElse("none");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "'{ $.a = b }' ~ a phrase: the quotes of a shell still stand around the pattern",
        "\"{ $.a = b }\" ~ a phrase: the quotes of a shell still stand around the pattern",
        "\" \" ~ a phrase: the quotes of a shell still stand around the pattern",
        "{ $.a = b &amp;&amp; $.c = d } ~ this is how HTML spells another character",
        "{ $.a &gt; 5 } ~ this is how HTML spells another character",
        "{ $.a = &quot;b&quot; } ~ this is how HTML spells another character",
        "{ $.invokedByNOT EXISTS } ~ a space is missing before 'NOT'",
        "{ $.flagIS TRUE } ~ a space is missing before 'IS'",
        "{ $.a not exists } ~ keywords are in capitals",
        "{ $.a NOT exists } ~ keywords are in capitals",
        "{ $.a is null } ~ keywords are in capitals",
        "{ $.a IS true } ~ keywords are in capitals",
        "{ $.a EXISTS } ~ a field exists if it '= *'",
        "{ $.a like b } ~ ",
        "{ $.a IN b } ~ ",
        "{ $.a NOT b } ~ ",
        "{ $.a IS NOT NULL } ~ ",
        "{ $.NOT b } ~ ",
        "{ $.a = b & $.c = d } ~ ",
        "{ $.a = b ~ ",
        "\"a phrase\" ~ ",
        "{ $.a = 'b' } ~ "
      })
  void aHintIsForItsOwnTextAlone(String observed, @Nullable String hint) {
    List<String> hints =
        List.of(
            "the quotes of a shell still",
            "this is how HTML spells",
            "a space is missing before",
            "keywords are in capitals",
            "a field exists if it");
    String said = String.join(" ", Comparison.of(ROOT, observed.strip()).explanation());

    assertThat(said).contains(hint == null ? "" : hint);
    assertThat(hints.stream().filter(said::contains).count()).isEqualTo(hint == null ? 0 : 1);
  }

  @Test
  void whatCannotBeReadIsSaidToBeOursToRead() {
    assertThat(Comparison.of(ROOT, "{ $.a = \"b\\\"c\" }").explanation())
        .singleElement()
        .asString()
        .startsWith("alarmkeeper can't read this pattern, which AWS may read: expected no '\"'")
        .contains("at offset 11");
    assertThat(Comparison.of("{ $.a = .5 }", ROOT).explanation())
        .singleElement()
        .asString()
        .startsWith("alarmkeeper can't read the desired pattern, which AWS may read: ");
  }
}
