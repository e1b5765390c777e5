package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Cure;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.policy.Grant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetDataProtectionPolicyRequest;
import software.amazon.awssdk.services.sns.model.GetDataProtectionPolicyResponse;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

/** Which data protection policies of a topic may keep an alarm from a person. */
class MessageProtectionsTest {
  private static final Account ACCOUNT = new Account("aws", "us-east-1", "111122223333");
  private static final Arn TOPIC = ACCOUNT.arn("sns", "alarms");
  private static final Arn FOREIGN = Arn.parse("arn:aws:sns:us-east-1:444455556666:alarms");
  private static final String EVERYBODY = "[\"*\"]";
  private static final String USER = "[\"arn:aws:iam::111122223333:user/app\"]";
  private static final String DENY = "{\"Deny\":{}}";
  private static final String MASK = "{\"Deidentify\":{\"MaskConfig\":{}}}";
  private static final String STOPS = "data protection that may stop messages";
  private static final String EMPTIES = "data protection that may empty messages";

  private Observed<Topic> seen = new Present<>(new Topic(TOPIC, Grant.FULL, Optional.empty()));
  private final SnsClient sns = mock(SnsClient.class, CALLS_REAL_METHODS);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a Deny of what is published         | Inbound  | *                | Deny       | ALARM     | stop",
        "a Deny of what is delivered         | Outbound | *                | Deny       | ALARM     | stop",
        "whom a subscription's maker is      | Outbound | a user           | Deny       | ALARM     | stop",
        "what no alarm seems to have         | Inbound  | *                | Deny       | EID-[0-9] | stop",
        "an account may mean its services    | Inbound  | arn:aws:iam::111122223333:root | Deny | x | stop",
        "a wildcard in a name                | Inbound  | arn:aws:iam::111122223333:*    | Deny | x | stop",
        "a direction that is not known       | Sideways | a user           | Deny       | x         | stop",
        "an operation that is not known      | Inbound  | *                | Quarantine | x         | stop",
        "a user is not CloudWatch            | Inbound  | a user           | Deny       | ALARM     | -",
        "an audit                            | Inbound  | *                | Audit      | ALARM     | -",
        "everything is masked                | Inbound  | *                | Deidentify | .*        | empty",
        "each character is masked            | Inbound  | *                | Deidentify | .         | empty",
        "all but a letter is masked          | Inbound  | *                | Deidentify | [^x]+     | empty",
        "from space to Z, quotes among it    | Inbound  | *                | Deidentify | [ -Z]+    | empty",
        "what is not understood              | Inbound  | *                | Deidentify | (a)       | empty",
        "the word that says it               | Inbound  | *                | Deidentify | ALARM     | empty",
        "a number is masked                  | Inbound  | *                | Deidentify | [0-9]{12} | -",
        "what a user publishes is masked     | Inbound  | a user           | Deidentify | .*        | -"
      })
  void aStatementThatMayKeepAnAlarmFromAPersonIsAskedAbout(
      String reason,
      String direction,
      String principal,
      String operation,
      String regex,
      String may) {
    has(
        policy(
            statement(
                direction,
                principal.equals("a user") ? USER : "[\"" + principal + "\"]",
                "{\"" + operation + "\":{}}",
                "Word"),
            regex));

    assertThat(fields(read(TOPIC)))
        .containsExactlyElementsOf(
            switch (may) {
              case "stop" -> List.of(STOPS);
              case "empty" -> List.of(EMPTIES);
              default -> List.of();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"BankAccountNumber-US", "EmailAddress", "Name", "SomethingNew"})
  void whatAwsFindsMayBeInAnAlarmsMessage(String identifier) {
    String arn = "arn:aws:dataprotection::aws:data-identifier/" + identifier;
    has(policy(statement("Inbound", EVERYBODY, DENY, arn), "x"));
    assertThat(fields(read(TOPIC))).containsExactly(STOPS);

    has(policy(statement("Inbound", EVERYBODY, MASK, arn), "x"));
    assertThat(fields(read(TOPIC))).isEmpty();
  }

  @Test
  void theCommandKeepsTheOtherStatements() {
    String audit = statement("Inbound", EVERYBODY, "{\"Audit\":{\"SampleRate\":\"9\"}}", "Word");
    String mask = statement("Inbound", EVERYBODY, MASK, "Word");
    has(
        policy(
            audit + "," + statement("Inbound", EVERYBODY, DENY, "Word") + "," + mask,
            "[0-9]{12}'"));

    assertThat(command(read(TOPIC)))
        .startsWith("aws sns put-data-protection-policy --resource-arn " + TOPIC)
        .contains("\"Name\":\"p\"", "\"Version\":\"2021-06-01\"", "CustomDataIdentifier", "Audit")
        .contains("[0-9]{12}'\\''")
        .doesNotContain("Deny");
  }

  @Test
  void whereNothingIsLeftTheCommandTakesThePolicyOff() {
    has(policy(statement("Inbound", EVERYBODY, DENY, "Word"), "x"));

    assertThat(command(read(TOPIC))).endsWith("--data-protection-policy ''");
  }

  @Test
  void whatIsTooLongToPasteIsLookedAt() {
    String user = statement("Inbound", USER, DENY, "Word");
    has(policy(statement("Inbound", EVERYBODY, DENY, "Word") + ("," + user).repeat(40), "x"));

    assertThat(command(read(TOPIC)))
        .isEqualTo("aws sns get-data-protection-policy --resource-arn " + TOPIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyPolicyIsNone(String document) {
    has(document);
    assertThat(read(TOPIC)).isEqualTo(new Absent<>());
  }

  @Test
  void noPolicyIsNone() {
    has(null);
    assertThat(read(TOPIC)).isEqualTo(new Absent<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "[]", "{\"Statement\":[1]}", "{\"Statement\":[{}]}"})
  void whatIsNoPolicyIsNotCalledHarmless(String document) {
    has(document);
    assertThat(read(TOPIC)).isInstanceOf(Unreadable.class);
  }

  /** mondoohq/mql pull request 10629: a FIFO topic, and a Region that has no such policies. */
  @Test
  void whereThereIsNoSuchOperationThereIsNoSuchPolicy() {
    fails(400, "InvalidAction");
    assertThat(read(TOPIC)).isEqualTo(new Absent<>());
  }

  @ParameterizedTest
  @CsvSource({
    "403, AuthorizationError, false",
    "404, NotFound, true",
    "400, Throttling, true",
    "500, InternalError, true"
  })
  void whatIsNotReadIsUnknown(int status, String code, boolean retryable) {
    fails(status, code);
    assertThat(read(TOPIC))
        .isInstanceOfSatisfying(
            Unreadable.class, it -> assertThat(it.retryable()).isEqualTo(retryable));
  }

  @Test
  void aTopicThatIsGoneHasNoPolicy() {
    fails(404, "NotFound");
    seen = new Absent<>();
    assertThat(read(TOPIC)).isEqualTo(new Absent<>());
  }

  /** Its owner has to look, and the finding can be accepted. */
  @Test
  void aTopicOfAnotherAccountDoesNotShowItsPolicy() {
    fails(403, "AuthorizationError");
    assertThat(fields(read(FOREIGN)))
        .containsExactly("data protection of a topic of another account");

    fails(400, "Throttling");
    assertThat(read(FOREIGN)).isInstanceOf(Unreadable.class);
  }

  private Observed<MessageProtection> read(Arn topic) {
    return new MessageProtections(sns).read(topic, ACCOUNT, () -> seen);
  }

  private void has(@Nullable String document) {
    doReturn(GetDataProtectionPolicyResponse.builder().dataProtectionPolicy(document).build())
        .when(sns)
        .getDataProtectionPolicy(any(GetDataProtectionPolicyRequest.class));
  }

  private void fails(int status, String code) {
    SnsException.Builder failure =
        code.equals("NotFound") ? NotFoundException.builder() : SnsException.builder();
    doThrow(
            failure
                .statusCode(status)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
                .build())
        .when(sns)
        .getDataProtectionPolicy(any(GetDataProtectionPolicyRequest.class));
  }

  private static List<String> fields(Observed<MessageProtection> read) {
    return drifts(read).stream().map(it -> it.rule().field()).toList();
  }

  private static String command(Observed<MessageProtection> read) {
    MessageProtection found = present(read);
    return drifts(read).getFirst().rule().cure()
            instanceof Cure.Person<MessageProtection>(_, var command)
        ? command.apply(MessageProtection.of(found), found)
        : "";
  }

  private static List<Rule.Drift<MessageProtection>> drifts(Observed<MessageProtection> read) {
    MessageProtection found = present(read);
    return Rule.differences(MessageProtection.PASSING, MessageProtection.of(found), found);
  }

  private static MessageProtection present(Observed<MessageProtection> read) {
    if (read instanceof Present<MessageProtection>(MessageProtection found)) {
      return found;
    }
    throw new AssertionError(read.toString());
  }

  private static String policy(String statements, String regex) {
    return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Configuration\":"
        + "{\"CustomDataIdentifier\":[{\"Name\":\"Word\",\"Regex\":\"%s\"}]},\"Statement\":[%s]}"
            .formatted(regex, statements);
  }

  private static String statement(
      String direction, String principals, String operation, String identifier) {
    return "{\"DataDirection\":\"%s\",\"Principal\":%s,\"DataIdentifier\":[\"%s\"],\"Operation\":%s}"
        .formatted(direction, principals, identifier, operation);
  }
}
