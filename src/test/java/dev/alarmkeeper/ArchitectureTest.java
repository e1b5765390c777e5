package dev.alarmkeeper;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.alarmkeeper.cli.Alarmkeeper;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.lambda.AlarmkeeperHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house, and which doors there are: the rules of the design, each with why. */
class ArchitectureTest {
  private static final String HOUSE = "dev.alarmkeeper.";

  /** Each room may use those before it. */
  private static final List<String> ROOMS =
      List.of(
          "text",
          "pattern",
          "policy",
          "chain",
          "control",
          "reconcile",
          "settings",
          "evidence",
          "aws",
          "lambda",
          "cli");

  /** Lines of code, without blank lines and comments. */
  private static final int MOST_LINES = 300;

  /** Files that may be longer, with the reason. */
  private static final Map<String, String> LONG_FILES =
      Map.of(
          "aws/Permission.java", "a table: one row an action",
          "control/Catalogue.java", "a table: one row a control",
          "control/Published.java", "a table: one row a published pattern");

  private static final int MOST_TYPES = 20;

  /** Rooms that may hold more types, with the reason. */
  private static final Map<String, String> LARGE_ROOMS =
      Map.of(
          "aws", "one adapter a kind of object, each used by two or three others",
          "cli", "one small file a command, and what each prints",
          "chain", "one record a link, each with its table of sameness",
          "control", "the catalogue, and one small type for each thing that an owner may choose",
          "lambda", "one small type a step from the event to the answer",
          "pattern", "one language; its parsers and proofs share the nodes of the tree",
          "reconcile", "one plan; its parts share findings and repairs");

  private static final Path MAIN = Path.of("src/main/java/dev/alarmkeeper");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(AlarmkeeperHandler.class.getProtectionDomain().getCodeSource().getLocation());

  @ParameterizedTest(name = "{0}")
  @MethodSource("roomsAndTheLaterOnes")
  void importsPointOneWay(String room, List<String> later) {
    check(
        noClasses()
            .that()
            .resideInAPackage(HOUSE + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later.toArray(String[]::new))
            .because(
                "a run is told in one direction, and a room is read without those built on it"));
  }

  static Stream<Arguments> roomsAndTheLaterOnes() {
    return IntStream.range(0, ROOMS.size() - 1)
        .mapToObj(
            at ->
                Arguments.of(
                    ROOMS.get(at),
                    ROOMS.subList(at + 1, ROOMS.size()).stream()
                        .map(room -> HOUSE + room + "..")
                        .toList()));
  }

  /** Evidence's own rooms: each may use those before it. */
  private static final List<String> EVIDENCE =
      List.of(
          "report", "cause", "incident", "own", "drill", "store", "notify", "history", "statement");

  @ParameterizedTest(name = "evidence.{0}")
  @MethodSource("roomsOfEvidenceAndTheLaterOnes")
  void evidencePointsOneWay(String room, List<String> later) {
    check(
        noClasses()
            .that()
            .resideInAPackage(HOUSE + "evidence." + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later.toArray(String[]::new))
            .because("what is told is made of what is kept, and never the other way round"));
  }

  static Stream<Arguments> roomsOfEvidenceAndTheLaterOnes() {
    return IntStream.range(0, EVIDENCE.size())
        .mapToObj(
            at ->
                Arguments.of(
                    EVIDENCE.get(at),
                    Stream.concat(
                            EVIDENCE.subList(at + 1, EVIDENCE.size()).stream()
                                .map(room -> HOUSE + "evidence." + room + ".."),
                            Stream.of(HOUSE + "evidence"))
                        .toList()));
  }

  @Test
  void everyClassLivesInARoom() {
    check(
        classes()
            .should()
            .resideInAnyPackage(
                ROOMS.stream().map(room -> HOUSE + room + "..").toArray(String[]::new))
            .because("a class in no room would follow none of these rules"));
  }

  @Test
  void roomsFormNoCycle() {
    check(
        slices()
            .matching(HOUSE + "(*)..")
            .should()
            .beFreeOfCycles()
            .because("two rooms that need each other are one room"));
  }

  @Test
  void patternNeedsNothingButJava() {
    check(
        onlyDependsOn("pattern", "java..", "org.jspecify..", HOUSE + "pattern")
            .because("what a pattern means is true without AWS, and others may want to use it"));
  }

  @Test
  void textNeedsNothingOfTheHouse() {
    check(
        onlyDependsOn("text", "java..", "org.jspecify..", "com.fasterxml..", HOUSE + "text")
            .because("how text is written is true whatever it says"));
  }

  @Test
  void chainNeedsOnlyThoseThatReadLanguages() {
    check(
        onlyDependsOn(
                "chain",
                "java..",
                "org.jspecify..",
                HOUSE + "text",
                HOUSE + "pattern",
                HOUSE + "policy",
                HOUSE + "chain")
            .because("what a chain is made of is true without anything that talks to it"));
  }

  @Test
  void theCoreKnowsNoLibrary() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(HOUSE + "control", HOUSE + "reconcile")
            .should()
            .dependOnClassesThat(
                resideOutsideOfPackages("java..", "org.jspecify..", "dev.alarmkeeper.."))
            .because("the plan is a pure function, and its reader should need to know no library"));
  }

  @Test
  void jacksonLivesInText() {
    check(
        onlyIn("com.fasterxml..", HOUSE + "text")
            .because("JSON is how others are spoken to; inside there are types"));
  }

  @Test
  void theSdkLivesInAwsAndWiring() {
    check(
        noClasses()
            .that(resideOutsideOfPackages(HOUSE + "aws"))
            .and()
            .haveNameNotMatching(
                "dev\\.alarmkeeper\\.(lambda\\.(Wiring|EvidenceWiring|Transport)|cli\\.Connections).*")
            .should()
            .dependOnClassesThat(resideInAPackage("software.amazon.."))
            .because("AWS's words are translated once, and clients are made in one place"));
  }

  @Test
  void theCommandLineStandsBesideTheFunction() {
    check(
        noClasses()
            .that()
            .resideInAPackage(HOUSE + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + "lambda..")
            .because("a person's command needs nothing of Lambda"));
    for (String library : List.of("picocli..", "com.samskivert..")) {
      check(
          onlyIn(library, HOUSE + "cli")
              .because("the function's package does not have that library"));
    }
  }

  @Test
  void theLambdaLibrariesLiveInLambda() {
    check(
        onlyIn("com.amazonaws..", HOUSE + "lambda")
            .because("who called is of no concern to what is true"));
  }

  @Test
  void namesSayWhatAClassIs() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveNameMatching(".*Utils?")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Base")
            .because("such a name says that its author did not know what the class is for"));
  }

  /** What such a method calls itself; what those do that it calls is held to their own names. */
  @Test
  void whoAsksOrBuildsDoesNotAct() {
    check(
        methods()
            .that()
            .haveNameMatching("of|(is|has|are|can)[A-Z].*")
            .should(
                new ArchCondition<>("not call what acts or reads") {
                  @Override
                  public void check(JavaMethod method, ConditionEvents events) {
                    method.getMethodCallsFromSelf().stream()
                        .filter(call -> acts(call.getTargetOwner()))
                        .forEach(
                            call ->
                                events.add(
                                    SimpleConditionEvent.violated(call, call.getDescription())));
                  }
                })
            .because(
                "a reader takes a question for one, and a made thing for made of what is given"));
  }

  private static boolean acts(JavaClass owner) {
    return owner.isAssignableTo("software.amazon.awssdk.core.SdkClient")
        || Stream.of(DocumentStore.class, OperationsTopic.class, EventBus.class, EventHistory.class)
            .anyMatch(port -> owner.isAssignableTo(port));
  }

  @Test
  void nothingStaticChanges() {
    check(
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("Lambda keeps a class between runs, and a run must not see the last one's"));
    check(
        noFields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .haveRawType(MUTABLE)
            .because("a final field whose value changes is a singleton in disguise"));
  }

  private static final DescribedPredicate<JavaClass> MUTABLE =
      DescribedPredicate.describe(
          "made to change",
          type ->
              type.isArray()
                  || type.isAssignableTo(StringBuilder.class)
                  || type.isAssignableTo(ThreadLocal.class)
                  || isConcrete(type, Collection.class)
                  || isConcrete(type, Map.class)
                  || Stream.of(
                          AtomicBoolean.class,
                          AtomicInteger.class,
                          AtomicLong.class,
                          AtomicReference.class)
                      .anyMatch(type::isAssignableTo));

  private static boolean isConcrete(JavaClass type, Class<?> of) {
    return type.isAssignableTo(of) && !type.isInterface();
  }

  @Test
  void nothingIsInjectedOrReflectedOn() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.lang.reflect..", "javax.inject..", "jakarta.inject.."))
            .because("a constructor shows what a class needs, and a compiler checks it"));
  }

  @Test
  void nothingLogsOnItsOwn() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Alarmkeeper.class.getName())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.util.logging..", "org.slf4j..", "org.apache.logging..", "ch.qos.."))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a run has one report, and a logging framework triples a cold start"));
  }

  @Test
  void onlyWhatIsCalledFromOutsideTellsTheTimeAndReadsTheEnvironment() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(AlarmkeeperHandler.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Alarmkeeper.class.getName())
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("what is given from outside can be given otherwise in a test"));
  }

  @Test
  void everyRoomSaysWhatItAnswersAndIsNullMarked() {
    for (String room : ROOMS) {
      assertThat(CLASSES.getPackage(HOUSE + room).isAnnotatedWith(NullMarked.class))
          .as("%s/package-info.java is @NullMarked, because null is never a value here", room)
          .isTrue();
    }
  }

  @Test
  void filesStaySmall() throws IOException {
    Map<String, Long> tooLong = new TreeMap<>();
    for (Path file : sources()) {
      long lines = linesOfCode(file);
      if (lines > MOST_LINES) {
        tooLong.put(MAIN.relativize(file).toString(), lines);
      }
    }
    assertThat(tooLong.keySet())
        .as("files of more than %s lines of code (%s)", MOST_LINES, tooLong)
        .isSubsetOf(LONG_FILES.keySet());
  }

  @Test
  void roomsStaySmall() throws IOException {
    Map<String, Long> types =
        sources().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(
                groupingBy(
                    file -> MAIN.relativize(file.getParent()).toString(),
                    TreeMap::new,
                    counting()));
    types.values().removeIf(count -> count <= MOST_TYPES);
    assertThat(types.keySet())
        .as("rooms of more than %s types (%s)", MOST_TYPES, types)
        .isSubsetOf(LARGE_ROOMS.keySet());
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  /** google-java-format begins each line of a comment with one of these. */
  private static long linesOfCode(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && Stream.of("//", "/*", "*").noneMatch(line::startsWith))
          .count();
    }
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static ArchRule onlyDependsOn(String room, String... packages) {
    return classes()
        .that()
        .resideInAPackage(HOUSE + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that(resideOutsideOfPackages(rooms))
        .should()
        .dependOnClassesThat(resideInAPackage(library));
  }
}
