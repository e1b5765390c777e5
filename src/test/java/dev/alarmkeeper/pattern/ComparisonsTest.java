package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the patterns of others may cost together, counted and not measured. */
class ComparisonsTest {
  private static final Map<String, String[]> HOSTILE = HostilePatterns.of(99);
  private static final String ROOT =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";
  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "root", Map.of("userIdentity", Map.of("type", "Root"), "eventType", "AwsApiCall")),
          new Example("a user", Map.of("userIdentity", Map.of("type", "IAMUser"))));

  static Stream<String> kinds() {
    return HOSTILE.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void thePatternsOfOthersCostTogetherNoMoreThanOneBeyondTheLimit(String kind) {
    Comparisons comparisons = new Comparisons();

    for (int control = 0; control < 15; control++) {
      for (String theirs : HOSTILE.getOrDefault(kind, new String[0])) {
        comparisons.same(Set.of(ROOT), theirs, EXAMPLES);
      }
    }

    assertThat(comparisons.spent()).isLessThanOrEqualTo(Comparisons.OTHERS + 60_000);
  }

  @Test
  void whatTheLimitDoesNotReachIsNeitherTheSameNorForgotten() {
    String twin = ROOT.replace(" ", "  ");
    Comparisons enough = new Comparisons();
    Comparisons little = new Comparisons(5);

    assertThat(enough.same(Set.of(ROOT), twin, EXAMPLES)).containsExactly(ROOT);
    assertThat(enough.unreached()).isEmpty();
    assertThat(little.same(Set.of(ROOT), twin, EXAMPLES)).isEmpty();
    assertThat(little.unreached()).containsExactly(twin);
  }

  /** The limit for others takes nothing from our own. */
  @Test
  void ourOwnAreComparedAllTheSame() {
    Comparisons spent = new Comparisons(0);
    spent.same(Set.of(ROOT), "{ $.a = b }", EXAMPLES);

    assertThat(spent.of(ROOT, ROOT.replace(" ", "  ")).relation()).isEqualTo(Relation.EQUAL);
  }

  @Test
  void whatCostsTooMuchIsNotEqual() {
    String[] dear = HOSTILE.getOrDefault("root usage, or a product", new String[0]);

    assertThat(new Comparisons().of(ROOT, dear[0]).relation()).isEqualTo(Relation.DIFFERENT);
    assertThat(new Comparisons().of(dear[0], dear[0] + " ").relation())
        .isEqualTo(Relation.DIFFERENT);
  }

  @Test
  void eventsThatAreNoReasonToFireAreFoundInEveryReading() {
    Example truth =
        new Example("a read", Map.of("readOnly", true, "awsRegion", Example.ANYTHING, "n", "05"));
    for (String noisy :
        List.of(
            "$.readOnly = *",
            "$.readOnly = \"true\"",
            "$.readOnly != \"x\"",
            "$.readOnly IS TRUE",
            "$.awsRegion = \"eu-*\"",
            "$.awsRegion != \"eu-west-1\"",
            "$.awsRegion = %west%",
            "$.n = 5",
            "$.n = \"5\"",
            "$.n = \"0*5\"",
            "$.nothing NOT EXISTS")) {
      assertThat(
              new Comparisons()
                  .noise(ROOT, ROOT.replace(" }", " || " + noisy + " }"), List.of(truth)))
          .as(noisy)
          .contains(truth);
    }
    for (String quiet : List.of("$.readOnly IS FALSE", "$.n = 6", "$.awsRegion NOT EXISTS")) {
      assertThat(
              new Comparisons()
                  .noise(ROOT, ROOT.replace(" }", " || " + quiet + " }"), List.of(truth)))
          .as(quiet)
          .isEmpty();
    }
  }
}
