package dev.alarmkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.cli.Chain;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Saved;
import dev.alarmkeeper.runtime.Deployment;
import dev.alarmkeeper.runtime.LocalFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/**
 * Every sample event, after the tampering that it tells of, gets the answer that {@code
 * events/README.md} says; and once people have done what is theirs to do, an auditor sees the chain
 * whole. With {@code -Dfunction=sam} the same under {@code sam local start-lambda}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
@SuppressWarnings("unchecked") // the SDK takes any number of builders
class SampleEventsIT {
  private static final Path PAGE = Path.of("events", "README.md");

  /** {@code | `name.json` | what happened | `verdict` |}. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+\\.json)` \\|.*\\| `([a-z_]+)` \\|$", Pattern.MULTILINE);

  private static Deployment deployed;
  private static Saved whole;

  @BeforeAll
  static void start() {
    deployed = Deployment.start(Mail.settings());
    deployed.makeChainWhole();
    deployed.report(SampleEvent.of("schedule.json"));
    whole = deployed.aws().save();
  }

  @AfterAll
  static void stop() {
    deployed.close();
  }

  static List<SampleEvent> events() {
    return SampleEvent.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void theAnswerIsThePagesAndTheChainIsWholeInTheEnd(SampleEvent event) {
    LocalAws aws = deployed.aws();
    Auditor auditor = new Auditor(aws, Set.of(Story.BENCHMARK));
    aws.restore(whole);
    assertThat(auditor.look()).isEqualTo(Chain.whole());

    new Replay(aws).of(event);
    boolean broken = !auditor.look().equals(Chain.whole());
    String answer = word(deployed.report(event));
    peopleDoTheirPart(aws);
    aws.journal().clear();
    JsonNode last = deployed.report(SampleEvent.of("schedule.json"));

    assertThat(answer).isEqualTo(answers().get(event.name()));
    // What an auditor sees broken is never called whole; more than he looks at may be broken.
    assertThat(broken && answer.equals("compliant")).isFalse();
    assertThat(word(last)).isEqualTo("compliant");
    assertThat(auditor.look()).isEqualTo(Chain.whole());
    assertThat(aws.journal().of(LocalFunction.PRINCIPAL).writes())
        .extracting(it -> it.operation())
        // Evidence is kept, and people are told that it is over.
        .allMatch(it -> it.matches("dynamodb:.*|sns:Publish|events:PutEvents"));
  }

  /** The verdict; or what else it is. */
  private static String word(JsonNode answer) {
    return answer.has("verdict") ? answer.path("verdict").asText() : "statement";
  }

  private static Map<String, String> answers() {
    try {
      return ROW.matcher(Files.readString(PAGE))
          .results()
          .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a finding asks of them; undone where nothing was done. */
  private static void peopleDoTheirPart(LocalAws aws) {
    Clients owner = Clients.of(aws, "owner");
    String trail = aws.arn("cloudtrail", "trail/" + LocalAws.TRAIL);
    owner
        .cloudWatch()
        .listAlarmMuteRules(it -> {})
        .alarmMuteRuleSummaries()
        .forEach(
            it ->
                owner
                    .cloudWatch()
                    .deleteAlarmMuteRule(
                        rule ->
                            rule.alarmMuteRuleName(
                                it.alarmMuteRuleArn()
                                    .substring(it.alarmMuteRuleArn().lastIndexOf(':') + 1))));
    owner
        .cloudTrail()
        .updateTrail(
            it ->
                it.name(LocalAws.TRAIL)
                    .cloudWatchLogsLogGroupArn(
                        aws.arn("logs", "log-group:" + LocalAws.LOG_GROUP + ":*"))
                    .cloudWatchLogsRoleArn(
                        "arn:aws:iam::%s:role/CloudTrail_CloudWatchLogs_Role"
                            .formatted(LocalAws.ACCOUNT)));
    owner
        .cloudTrail()
        .putEventSelectors(
            it ->
                it.trailName(LocalAws.TRAIL)
                    .eventSelectors(
                        all -> all.readWriteType(ReadWriteType.ALL).includeManagementEvents(true)));
    aws.sns().confirm(Deployment.EMAIL);
    aws.cloudTrail().deliveryToLogGroup(trail, Instant.now(), "");
  }
}
