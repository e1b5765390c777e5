package dev.alarmkeeper.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.ClosedWorld.Row;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.MetricFilterRules;
import dev.alarmkeeper.chain.PatternJudge;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.chain.WholeControlRules;
import dev.alarmkeeper.docs.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Every member of every answer that is read is judged by a rule, or left aside for a reason: what
 * nobody thought of must not count as fine. Whoever meets a red test here after an update of the
 * SDK looks the new member up, and writes a rule or a reason into {@code closed-world.txt}.
 */
class ClosedWorldTest {
  private static final ClosedWorld WORLD = ClosedWorld.read();
  private static final Map<String, SdkPojo> ANSWERS = SdkModel.answersRead();

  /** Values that decide, each for itself. */
  private static final List<String> ENUMERATIONS =
      List.of(
          "logs InheritedProperty",
          "logs DataProtectionStatus",
          "logs LogGroupClass",
          "logs PolicyType",
          "cloudwatch StateValue",
          "cloudwatch EvaluationState",
          "cloudwatch AlarmMuteRuleStatus",
          "kms KeyState",
          "sqs QueueAttributeName");

  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          "sns topic attributes", SnsAttributes.TOPIC,
          "sns subscription attributes", SnsAttributes.SUBSCRIPTION);

  static Collection<String> answers() {
    return ANSWERS.keySet();
  }

  @Test
  void theAnswersThatAreReadAreFoundInTheCode() {
    assertThat(answers())
        .contains(
            "cloudtrail DescribeTrails", "cloudwatch DescribeAlarms", "sns GetTopicAttributes")
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyMemberOfAnAnswerIsJudgedOrLeftAside(String answer) {
    assertRows(
        answer,
        SdkModel.members(
            requireNonNull(ANSWERS.get(answer)),
            member -> isJudged(answer, member),
            new HashSet<>()));
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void everyValueIsJudgedOrLeftAside(String enumeration) {
    assertRows(enumeration, SdkModel.values(enumeration));
  }

  static List<String> enumerations() {
    return ENUMERATIONS;
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void everyAttributeIsJudgedOrLeftAside(String map) {
    assertRows(map, requireNonNull(ATTRIBUTES.get(map)));
  }

  static Set<String> attributes() {
    return ATTRIBUTES.keySet();
  }

  @Test
  void noSectionIsAboutWhatIsNotRead() {
    Set<String> wanted = new TreeSet<>(ENUMERATIONS);
    wanted.addAll(ATTRIBUTES.keySet());
    ANSWERS.forEach(
        (name, answer) -> {
          if (!answer.sdkFields().isEmpty()) {
            wanted.add(name);
          }
        });
    assertThat(WORLD.sections().keySet()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void whoeverJudgesIsThere() throws IOException {
    Set<String> rules = rules();
    assertThat(rows())
        .allSatisfy(row -> assertThat(rules).as(row.members().toString()).containsAll(row.rules()));
  }

  @Test
  void whatIsLeftAsideIsSoForAReason() {
    assertThat(rows())
        .filteredOn(row -> !row.judged())
        .allSatisfy(row -> assertThat(row.words()).matches("[A-Z].*[a-z ].*\\."));
  }

  @Test
  void everyRuleOfTheTablesJudgesSomethingThatIsRead() {
    Set<String> judging =
        rows().stream().flatMap(it -> it.rules().stream()).collect(Collectors.toSet());
    assertThat(judging).containsAll(tables());
  }

  @Test
  void thePageShowsThem() throws IOException {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("Answer", "Member", "Judged by", "Left aside"));
    WORLD
        .sections()
        .forEach(
            (section, rows) ->
                rows.forEach(
                    row ->
                        table.add(
                            List.of(
                                section,
                                row.members().stream()
                                    .map(it -> "`" + it + "`")
                                    .collect(Collectors.joining(", ")),
                                row.judged() ? row.words() : "",
                                row.judged() ? "" : row.words()))));
    new Block("docs/closed-world.md", "members").shows(Block.table(table));
  }

  private static void assertRows(String section, Collection<String> members) {
    List<Row> rows = WORLD.sections().getOrDefault(section, List.of());
    for (String member : members) {
      assertThat(rows.stream().filter(it -> it.isAbout(member)))
          .as("%s, in %s: say in closed-world.txt who judges it, or why nobody", member, section)
          .hasSize(1);
    }
    assertThat(rows.stream().flatMap(it -> it.members().stream()))
        .filteredOn(it -> !it.endsWith("*"))
        .as("what %s has no more is taken out of closed-world.txt", section)
        .allSatisfy(it -> assertThat(members).contains(it));
  }

  private static boolean isJudged(String section, String member) {
    return WORLD.sections().getOrDefault(section, List.of()).stream()
        .anyMatch(it -> it.judged() && it.isAbout(member));
  }

  private static List<Row> rows() {
    return WORLD.sections().values().stream().flatMap(List::stream).toList();
  }

  /** The rows of the tables of sameness, and what the drift catalogue shows a report to say. */
  private static Set<String> rules() throws IOException {
    Set<String> rules = new LinkedHashSet<>(tables());
    for (String line : Files.readAllLines(Path.of("docs/drift-catalogue.md"))) {
      String[] cells = line.split(" \\| ", -1);
      if (cells.length == 6) {
        Arrays.stream(cells[3].split("; ", -1))
            .forEach(said -> rules.add(cells[0].substring(2) + ": " + said.split(":", -1)[0]));
      }
    }
    return rules;
  }

  private static Set<String> tables() {
    return Stream.of(
            of(Link.TRAIL, Trail.DELIVERY),
            of(Link.TRAIL, TrailStatus.LOGGING),
            of(Link.TRAIL, TrailStatus.DELIVERY),
            of(Link.TRAIL, ManagementEvents.SELECTION),
            of(Link.LOG_GROUP, LogGroup.RETENTION),
            of(Link.LOG_GROUP, LogGroup.ENCRYPTION),
            of(Link.LOG_GROUP, LogGroup.PROTECTION),
            of(Link.LOG_GROUP, LogGroup.STORAGE),
            of(Link.LOG_GROUP, TopicKey.OF_LOG_GROUP),
            of(Link.METRIC_FILTER, MetricFilterRules.table(PatternJudge.of(PatternMatch.MEANING))),
            of(Link.METRIC_FILTER, WholeControlRules.FEEDERS),
            of(Link.ALARM, AlarmRules.NAME),
            of(Link.ALARM, AlarmRules.SWITCH),
            of(Link.ALARM, AlarmRules.SETTINGS),
            of(Link.ALARM, AlarmRules.ROOM),
            of(Link.ALARM, AlarmRules.CIRCUMSTANCES),
            of(Link.ALARM, WholeControlRules.STATE),
            of(Link.TOPIC, Topic.PERMISSION),
            of(Link.TOPIC, Topic.ENCRYPTION),
            of(Link.TOPIC, Topic.OBSTACLES),
            of(Link.TOPIC, TopicKey.USE),
            of(Link.TOPIC, MessageProtection.PASSING),
            of(Link.SUBSCRIPTION, Delivery.FILTER),
            of(Link.SUBSCRIPTION, Delivery.POLICY))
        .flatMap(it -> it)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> Stream<String> of(Link link, List<Rule<T, ?>> table) {
    String name = link.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return table.stream().map(rule -> name + ": " + rule.field());
  }
}
