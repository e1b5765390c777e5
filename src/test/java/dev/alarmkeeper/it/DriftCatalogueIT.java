package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.PlainWords;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.it.Tampering.Ending;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Every way to silence a chain is seen without any event, named in words, and repaired or handed to
 * a person; and then there is nothing left to write.
 *
 * <p>{@code ./mvnw test -Dtest=DriftCatalogueIT -Ddocs=write} writes the page that shows them.
 */
class DriftCatalogueIT {
  private static final boolean WRITE = "write".equals(System.getProperty("docs"));
  private static final int PAIRS = 60;
  private static final long SEED = 20_261_123;

  private static final Pattern COMMAND = Pattern.compile("aws [a-z]+ [a-z]+-[^;]*");
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = new Scene();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void makeWhole() {
    scene.makeWhole();
  }

  static List<Tampering> tamperings() {
    return Tamperings.ALL;
  }

  @Test
  void thereAreManyWays() {
    assertThat(Tamperings.ALL).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    assertThat(Tamperings.ALL).extracting(Tampering::toString).doesNotHaveDuplicates();
  }

  @Test
  void thePageHasARowForEach() {
    if (WRITE) {
      CataloguePage.write(Tamperings.ALL.stream().map(DriftCatalogueIT::row).toList());
    }
    assertThat(CataloguePage.rows()).hasSameSizeAs(Tamperings.ALL);
  }

  private static String row(Tampering tampering) {
    scene.makeWhole();
    tampering.attack().accept(scene.attacker());
    return CataloguePage.row(
        tampering, said(scene.keeper(tampering.audience()).observe(), tampering).getFirst());
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void itIsSeenAndPutRightOrHandedOver(Tampering tampering) {
    tampering.attack().accept(scene.attacker());
    scene.aws().journal().clear();

    Keeper keeper = scene.keeper(tampering.audience());
    Report seen = keeper.observe();
    assertThat(said(seen, tampering)).isNotEmpty();
    assertThat(CataloguePage.rows())
        .as("run ./mvnw test -Dtest=DriftCatalogueIT -Ddocs=write")
        .contains(CataloguePage.row(tampering, said(seen, tampering).getFirst()));
    assertThat(seen.verdict()).isIn(whenSeen(tampering.ending()));
    PlainWords.assertPlain(Json.text(ReportJson.of(seen)));
    assertThat(scene.aws().journal().writes()).isEmpty();

    Report report = keeper.repair();
    assertThat(report.verdict()).as(report.after().toString()).isEqualTo(ended(tampering.ending()));
    PlainWords.assertPlain(Json.text(ReportJson.of(report)));
    if (tampering.ending() == Ending.REPAIRED) {
      assertThat(scene.differing()).isEmpty();
    }
    assertThat(report.after().findings()).allSatisfy(DriftCatalogueIT::tellsWhatToDo);

    scene.aws().journal().clear();
    Report again = keeper.repair();
    assertThat(again.verdict())
        .isEqualTo(tampering.ending() == Ending.REPAIRED ? Verdict.COMPLIANT : report.verdict());
    assertThat(again.isRetryable()).isFalse();
    assertThat(scene.aws().journal().writes()).isEmpty();
  }

  static List<List<Tampering>> somePairs() {
    List<List<Tampering>> pairs = allPairs();
    Collections.shuffle(pairs, new Random(SEED));
    return pairs.subList(0, PAIRS);
  }

  @ParameterizedTest
  @MethodSource("somePairs")
  void twoAtOnceHideNothing(List<Tampering> pair) {
    check(pair);
  }

  static List<List<Tampering>> allPairs() {
    List<List<Tampering>> pairs = new ArrayList<>();
    for (int first = 0; first < Tamperings.NAMED.size(); first++) {
      for (int second = 0; second < first; second++) {
        pairs.add(List.of(Tamperings.NAMED.get(first), Tamperings.NAMED.get(second)));
      }
    }
    return pairs;
  }

  @Test
  @Tag("slow")
  void noTwoAtOnceHideAnything() {
    List<String> failed = new ArrayList<>();
    List<List<Tampering>> pairs = allPairs();
    for (List<Tampering> pair : pairs) {
      scene.makeWhole();
      try {
        check(pair);
      } catch (AssertionError error) {
        failed.add(pair + ": " + error.getMessage());
      }
    }
    assertThat(failed).as("of %d pairs", pairs.size()).isEmpty();
  }

  private static void check(List<Tampering> pair) {
    pair.forEach(DriftCatalogueIT::attack);
    boolean broken = !scene.isWhole();

    assertThat(scene.keeper().observe().verdict() == Verdict.COMPLIANT).isEqualTo(!broken);
    scene.keeper().repair();
    scene.keeper().repair();
    scene.aws().journal().clear();
    Report settled = scene.keeper().repair();

    assertThat(scene.aws().journal().writes()).isEmpty();
    assertThat(settled.verdict() == Verdict.COMPLIANT)
        .as("%s, and %s", settled.after(), scene.differing())
        .isEqualTo(scene.isWhole());
    if (pair.stream().allMatch(it -> it.ending() == Ending.REPAIRED)) {
      assertThat(settled.verdict()).as(settled.after().toString()).isEqualTo(Verdict.COMPLIANT);
    }
  }

  /** The second attack may find nothing left to attack. */
  private static void attack(Tampering tampering) {
    try {
      tampering.attack().accept(scene.attacker());
    } catch (SdkException nothingLeft) {
      assertThat(nothingLeft).hasMessageNotContaining("NotImplemented");
    }
  }

  private static Set<Verdict> whenSeen(Ending ending) {
    return switch (ending) {
      case REPAIRED, WAITS -> Set.of(Verdict.DRIFTED);
      case NEEDS_PERSON -> Set.of(Verdict.DRIFTED, Verdict.NEEDS_PERSON);
      case UNKNOWN -> Set.of(Verdict.UNKNOWN);
      case NOTED -> Set.of(Verdict.COMPLIANT);
    };
  }

  private static Verdict ended(Ending ending) {
    return switch (ending) {
      case REPAIRED -> Verdict.REPAIRED;
      case NEEDS_PERSON -> Verdict.NEEDS_PERSON;
      case WAITS -> Verdict.DRIFTED;
      case UNKNOWN -> Verdict.UNKNOWN;
      case NOTED -> Verdict.COMPLIANT;
    };
  }

  /** Whoever pastes a command may have another Region set. */
  private static void namesARegion(String words) {
    Matcher commands = COMMAND.matcher(words);
    while (commands.find()) {
      assertThat(commands.group()).contains("--region ");
    }
  }

  private static void tellsWhatToDo(Finding left) {
    namesARegion(left.remedy().toString());
    switch (left.remedy()) {
      case Remedy.Fix fix -> throw new AssertionError("not repaired: " + fix);
      case Remedy.Ask ask -> assertThat(ask.why()).isNotBlank();
      case Remedy.Wait wait -> assertThat(wait.why()).isNotBlank();
      case Remedy.Note note -> assertThat(note.why()).isNotBlank();
    }
  }

  /** What the report says with the tampering's words about its link. */
  private static List<Map<String, Object>> said(Report report, Tampering tampering) {
    List<Map<String, Object>> said = new ArrayList<>();
    for (Object finding : (List<?>) ReportJson.of(report).getOrDefault("findings", List.of())) {
      Map<String, Object> json = new LinkedHashMap<>();
      ((Map<?, ?>) finding).forEach((key, value) -> json.put(String.valueOf(key), value));
      if (tampering.link().name().equalsIgnoreCase(String.valueOf(json.get("link")))
          && Json.text(json).contains(tampering.words())) {
        said.add(json);
      }
    }
    return said;
  }
}
