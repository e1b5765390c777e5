package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The place is located once, and then remembered: a redirected trail does not become the truth. */
class PinIT {
  private static final String TABLE = "evidence";
  private static final String OTHER_GROUP = "decoy";
  private static final String FOREIGN_GROUP =
      "arn:aws:logs:us-east-1:444455556666:log-group:theirs";
  private static final String DELETION =
      "aws dynamodb delete-item --region us-east-1 --table-name evidence --key"
          + " '{\"kind\":{\"S\":\"place\"},\"key\":{\"S\":\"place\"}}'";

  private LocalAws aws;
  private Clients attacker;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.dynamoDb().addTable(TABLE);
    aws.seedTrailAndLogGroup();
    attacker = Clients.of(aws, "attacker");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void theFirstPlaceIsRememberedAndTheNextRunNeedsNoListing() {
    assertThat(keeper().repair().place().because())
        .isEqualTo("found through trail management-trail; pinned");
    aws.journal().clear();

    Report second = keeper().repair();

    assertThat(second.place().because())
        .startsWith("pinned at 20")
        .endsWith(": found through trail management-trail");
    assertThat(second.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().writes()).isEmpty();
    assertThat(aws.journal().on("cloudtrail:DescribeTrails").entries())
        .allSatisfy(it -> assertThat(it.parameters().toString()).contains(LocalAws.TRAIL));
  }

  @Test
  void aRedirectedTrailIsAFinding() {
    keeper().repair();
    redirect();

    Report report = keeper().repair();

    assertThat(group(report)).isEqualTo(LocalAws.LOG_GROUP);
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    Finding finding = trail(report);
    assertThat(finding.differences()).extracting(Difference::field).containsExactly("log group");
    Ask ask = (Ask) finding.remedy();
    assertThat(ask.why()).contains("LOG_GROUP_NAME", DELETION);
    assertThat(ask.command()).contains("update-trail", "log-group:" + LocalAws.LOG_GROUP + ":*");
    // The place stays what it was; but a root login is heard where the trail delivers now.
    assertThat(aws.logs().hasFilter(OTHER_GROUP, "root_usage_metric")).isTrue();
    assertThat(ask.why()).contains(OTHER_GROUP, LocalAws.LOG_GROUP);
    assertThat(group(keeper().repair())).isEqualTo(LocalAws.LOG_GROUP);
  }

  /** AWS Control Tower makes a new log group and deletes the old one: landing zone 3.0. */
  @Test
  void whereTheTrailMovedAndTheOldGroupIsGoneNoGroupIsMadeThatNoTrailFeeds() {
    keeper().repair();
    redirect();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    aws.journal().clear();

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(aws.journal().on("logs:CreateLogGroup").entries()).isEmpty();
    assertThat(aws.logs().hasFilter(OTHER_GROUP, "root_usage_metric")).isTrue();
    assertThat(trail(report).differences().toString()).contains(OTHER_GROUP, LocalAws.LOG_GROUP);
    aws.journal().clear();
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(aws.journal().writes()).as("nothing is left to write").isEmpty();
  }

  /** One command of a person's makes it whole; until then the chain is kept for what it records. */
  @Test
  void aTrailOfOneRegionIsNamedWithItsOneCommand() {
    attacker.cloudTrail().updateTrail(it -> it.name(LocalAws.TRAIL).isMultiRegionTrail(false));

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(((Ask) trail(report).remedy()).command())
        .contains("aws cloudtrail update-trail --is-multi-region-trail", LocalAws.TRAIL);
    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, "root_usage_metric")).isTrue();

    attacker.cloudTrail().updateTrail(it -> it.name(LocalAws.TRAIL).isMultiRegionTrail(true));
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  /** The same where a setting, and no memory, names the old group. */
  @Test
  void whereASettingNamesTheOldGroupFiltersAreKeptWhereTheTrailDelivers() {
    Keeper named = Keeper.of(aws, "LOG_GROUP_NAME", LocalAws.LOG_GROUP);
    named.repair();
    redirect();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    aws.journal().clear();

    Report report = named.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(aws.journal().on("logs:CreateLogGroup").entries()).isEmpty();
    assertThat(aws.logs().hasFilter(OTHER_GROUP, "root_usage_metric")).isTrue();
    assertThat(((Ask) trail(report).remedy()).why()).contains(OTHER_GROUP, LocalAws.LOG_GROUP);
  }

  /** A person confirms it with the setting. */
  @Test
  void aMovedTrailIsThePlaceOnceASettingSaysSo() {
    keeper().repair();
    redirect();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    keeper().repair();

    assertThat(keeper("LOG_GROUP_NAME", OTHER_GROUP).repair().verdict())
        .isEqualTo(Verdict.COMPLIANT);
  }

  /** Otherwise whoever owns another account could make every control somebody else's. */
  @Test
  void aTrailRedirectedToAnotherAccountIsAFinding() {
    keeper().repair();
    redirectAbroad();

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.place().isCoveredElsewhere()).isFalse();
    assertThat(trail(report).differences())
        .extracting(Difference::field)
        .containsExactly("log group");
  }

  @Test
  void aPlaceElsewhereIsRememberedToo() {
    redirectAbroad();
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COVERED_ELSEWHERE);
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COVERED_ELSEWHERE);

    redirect();

    Report report = keeper().repair();
    assertThat(report.place().isCoveredElsewhere()).isTrue();
    assertThat(trail(report).kind()).isEqualTo(Kind.DRIFTED);
  }

  @Test
  void aTrailThatIsGoneIsNotReplacedByAnother() {
    keeper().repair();
    attacker.cloudTrail().deleteTrail(it -> it.name(LocalAws.TRAIL));
    aws.cloudTrail().addTrail("decoy", aws.arn("logs", "log-group:" + LocalAws.LOG_GROUP + ":*"));

    Report report = keeper().repair();

    Finding finding = trail(report);
    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(((Ask) finding.remedy()).why()).contains("TRAIL_NAME", DELETION);

    // The owner says that it is right.
    assertThat(keeper("TRAIL_NAME", "decoy").repair().verdict()).isNotEqualTo(Verdict.UNKNOWN);
    assertThat(keeper().repair().place().because()).contains("trail decoy");
  }

  @Test
  void aSettingMovesTheChainForGood() {
    keeper().repair();
    redirect();

    Report moved = keeper("LOG_GROUP_NAME", OTHER_GROUP).repair();

    assertThat(group(moved)).isEqualTo(OTHER_GROUP);
    assertThat(group(keeper().observe())).isEqualTo(OTHER_GROUP);
  }

  @Test
  void aDeletedPinIsLocatedAnew() {
    keeper().repair();
    redirect();
    aws.dynamoDb().delete(TABLE, "place", "place");

    assertThat(group(keeper().repair())).isEqualTo(OTHER_GROUP);
  }

  @Test
  void withoutATableTheReasonSaysThatNothingIsRemembered() {
    assertThat(Keeper.of(aws).repair().place().because())
        .isEqualTo("found through trail management-trail; not pinned: EVIDENCE_TABLE is not set");
    redirect();
    assertThat(group(Keeper.of(aws).repair())).isEqualTo(OTHER_GROUP);
  }

  @Test
  void settingsThatNameBothNeedNoMemory() {
    Report report =
        keeper("TRAIL_NAME", LocalAws.TRAIL, "LOG_GROUP_NAME", LocalAws.LOG_GROUP).repair();

    assertThat(report.place().because()).isEqualTo("the settings name both");
    assertThat(aws.documents().values())
        .extracting(it -> it.path("kind").path("S").asText())
        .doesNotContain("place");
  }

  @Test
  void aPlaceThatCannotBeReadMakesNothingCompliant() {
    keeper().repair();
    attacker.cloudWatch().deleteAlarms(it -> it.alarmNames("root_usage_alarm"));
    redirect();
    aws.faults().on("dynamodb:ExecuteStatement").deny();

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(trail(report).kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(trail(report).remedy())
        .isInstanceOfSatisfying(
            Ask.class,
            it ->
                assertThat(it.why())
                    .contains("pinned place could not be read", "AccessDeniedException"));
    // Repairs go on, and nobody overwrites what is remembered.
    assertThat(report.outcomes()).isNotEmpty();
    aws.faults().clear();
    assertThat(group(keeper().observe())).isEqualTo(LocalAws.LOG_GROUP);
  }

  @Test
  void aPlaceThatWasReadOnceIsKeptWhileItCannotBeReadAgain() {
    Keeper keeper = keeper();
    keeper.repair();
    redirect();
    aws.faults().on("dynamodb:*").fail();

    Report report = keeper.repair();

    assertThat(group(report)).isEqualTo(LocalAws.LOG_GROUP);
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.place().because()).contains("read in an earlier run", "InternalServerError");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsUsedAndSaysSo() {
    aws.faults().on("dynamodb:TransactWriteItems").deny();

    Report report = keeper().repair();

    assertThat(report.place().because())
        .startsWith("found through trail management-trail; not pinned: dynamodb:PutItem");
    assertThat(group(report)).isEqualTo(LocalAws.LOG_GROUP);
  }

  @Test
  void ofTwoFirstRunsTheSecondTakesThePlaceOfTheFirst() {
    aws.before("dynamodb:TransactWriteItems", () -> keeper().observe());

    Report report = keeper().repair();

    assertThat(report.place().because()).startsWith("pinned at 20");
    assertThat(aws.journal().on("dynamodb:TransactWriteItems").entries())
        .extracting(Journal.Entry::outcome)
        .contains("TransactionCanceledException");
  }

  @Test
  void aPlaceOfNoKnownFormIsNotUsed() {
    keeper().repair();
    aws.dynamoDb()
        .put(
            TABLE,
            item(
                """
                {"trail":"arn:aws:cloudtrail:us-east-1:111122223333:trail/x; rm -rf /",
                 "log_group":"arn:aws:logs:us-east-1:111122223333:log-group:decoy",
                 "pinned_at":"now","because":"me"}\
                """));

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(((Ask) trail(report).remedy()).why()).contains("trail: got", DELETION);
    assertThat(group(report)).isEqualTo(LocalAws.LOG_GROUP);
  }

  private static ObjectNode item(String document) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    Map.of("kind", "place", "key", "place", "document", document)
        .forEach((name, text) -> item.putObject(name).put("S", text));
    item.putObject("version").put("N", "2");
    return item;
  }

  private Keeper keeper(String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 2);
    settings[more.length] = "EVIDENCE_TABLE";
    settings[more.length + 1] = TABLE;
    return Keeper.of(aws, settings);
  }

  private void redirect() {
    attacker.logs().createLogGroup(it -> it.logGroupName(OTHER_GROUP));
    attacker
        .cloudTrail()
        .updateTrail(
            it ->
                it.name(LocalAws.TRAIL)
                    .cloudWatchLogsLogGroupArn(aws.arn("logs", "log-group:" + OTHER_GROUP + ":*"))
                    .cloudWatchLogsRoleArn("arn:aws:iam::111122223333:role/delivery"));
  }

  private void redirectAbroad() {
    Clients.of(aws, "owner@444455556666").logs().createLogGroup(it -> it.logGroupName("theirs"));
    attacker
        .cloudTrail()
        .updateTrail(
            it ->
                it.name(LocalAws.TRAIL)
                    .cloudWatchLogsLogGroupArn(FOREIGN_GROUP + ":*")
                    .cloudWatchLogsRoleArn("arn:aws:iam::111122223333:role/delivery"));
  }

  private static String group(Report report) {
    return report.place().logGroup().map(LogGroup::nameOf).orElse("none");
  }

  private static Finding trail(Report report) {
    List<Finding> found =
        report.after().findings().stream().filter(it -> it.link() == Link.TRAIL).toList();
    assertThat(found).isNotEmpty();
    return found.getFirst();
  }
}
