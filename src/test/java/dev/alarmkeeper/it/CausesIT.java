package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.report.FindingJson;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Todo;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of every tampering of the catalogue a call that CloudTrail recorded explains what was found, or
 * it is said in words why none can; and no call about another object does.
 */
class CausesIT {
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
    scene.aws().journal().clear();
  }

  static List<Tampering> tamperings() {
    return Tamperings.ALL;
  }

  /** A link that was found broken. */
  private record Found(Link link, String name, List<ReportedFinding> findings) {}

  @ParameterizedTest
  @MethodSource("tamperings")
  void aRecordedCallExplainsItOrItIsSaidWhyNot(Tampering tampering) {
    tampering.attack().accept(scene.attacker());
    List<Map<String, @Nullable Object>> records = records(tampering);
    Report report = scene.keeper(tampering.audience()).observe();
    List<Found> found = found(report, tampering);
    if (found.isEmpty()) {
      assertThat(tampering.ending())
          .as("what makes no incident")
          .isIn(Tampering.Ending.NOTED, Tampering.Ending.WAITS, Tampering.Ending.UNKNOWN);
      return;
    }
    List<String> unexplained = new ArrayList<>();
    Set<String> candidates = new HashSet<>();
    for (Found link : found) {
      Set<String> explained = new HashSet<>();
      for (Map<String, @Nullable Object> record : records) {
        Optional<Set<String>> explains = explains(record, link, report);
        explains.ifPresent(explained::addAll);
        explains.ifPresent(_ -> candidates.add(String.valueOf(record.get("eventName"))));
      }
      BreakingCalls.labels(link.findings()).stream()
          .filter(it -> !explained.contains(it))
          .forEach(unexplained::add);
    }
    Optional<Unexplained> reason =
        Unexplained.ALL.stream().filter(it -> it.isOf(tampering)).findFirst();

    if (reason.isEmpty()) {
      assertThat(unexplained).as("by %s", records).isEmpty();
      assertThat(candidates).isNotEmpty();
    } else {
      assertThat(unexplained).as("it is explained after all: take the reason out").isNotEmpty();
      assertThat(!candidates.isEmpty())
          .as("candidates %s", candidates)
          .isEqualTo(reason.get().hasCandidates());
    }
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void aCallAboutAnotherObjectExplainsNothing(Tampering tampering) {
    tampering.attack().accept(scene.attacker());
    List<Map<String, @Nullable Object>> records = records(tampering);
    Report report = scene.keeper(tampering.audience()).observe();
    for (Found link : found(report, tampering)) {
      for (Map<String, @Nullable Object> record : records) {
        if (explains(record, link, report).isPresent()) {
          for (Map<String, @Nullable Object> other : OtherObjects.of(record)) {
            assertThat(explains(other, link, report)).as("%s", other).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void everyReasonIsOfATampering() {
    assertThat(Unexplained.ALL)
        .allMatch(it -> Tamperings.ALL.stream().anyMatch(it::isOf))
        .allMatch(it -> it.why().length() > 15);
  }

  /** Each operation of the table has been a candidate of something that was found for real. */
  @Test
  void theOperationsOfTheTableAreThoseOfTheCatalogueAndAFewInWords() {
    Set<String> done =
        Tamperings.ALL.stream()
            .flatMap(it -> Stream.of(it.how().split(", ")))
            .map(it -> it.replace(" (advanced)", ""))
            .collect(Collectors.toSet());
    Set<String> left = new HashSet<>(BreakingCalls.operations());
    left.removeAll(done);

    // What KMS and Lambda do the catalogue does without them: their clients have no such call here.
    assertThat(left)
        .containsExactlyInAnyOrder(
            "DeleteAccountPolicy",
            "DeleteImportedKeyMaterial",
            "CreateAlias",
            "DeleteAlias",
            "DeleteFunction20150331",
            "PutFunctionConcurrency20171031",
            "RemovePermission20150331v2");
  }

  private static Optional<Set<String>> explains(
      Map<String, @Nullable Object> record, Found link, Report report) {
    return BreakingCalls.explains(
        Trace.call(record), link.link(), link.name(), link.findings(), report.desired());
  }

  private static List<Map<String, @Nullable Object>> records(Tampering tampering) {
    List<Map<String, @Nullable Object>> records =
        new ArrayList<>(Trace.of(scene.aws().journal(), "attacker"));
    records.addAll(Unrecorded.of(tampering, scene));
    return records;
  }

  /** The links that the tampering's words are about, where somebody has to act. */
  private static List<Found> found(Report report, Tampering tampering) {
    Map<String, List<ReportedFinding>> byName = new LinkedHashMap<>();
    report.entries().stream()
        .map(ReportedFinding::of)
        .filter(it -> it.link() == tampering.link() && it.todo() != Todo.NOTE)
        .forEach(it -> byName.computeIfAbsent(it.name(), _ -> new ArrayList<>()).add(it));
    return byName.entrySet().stream()
        .map(it -> new Found(tampering.link(), it.getKey(), it.getValue()))
        .filter(
            it ->
                it.findings().stream()
                    .filter(one -> one.todo() == Todo.FIX || one.todo() == Todo.ASK)
                    .anyMatch(one -> Json.text(FindingJson.of(one)).contains(tampering.words())))
        .toList();
  }
}
