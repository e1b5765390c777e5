package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Failures on command, as the SDK sees them, and what the journal and the state say then. */
class FaultsIT {
  private static final Duration IMPATIENT = Duration.ofMillis(300);

  private LocalAws aws;
  private Clients clients;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    clients = Clients.of(aws, "tester");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void onlyTheNamedCallOfTheNamedOperationFails() {
    aws.faults().on("logs:CreateLogGroup").call(2).fail();

    create("one");
    assertThatThrownBy(() -> create("two")).hasMessageContaining("Status Code: 500");
    create("two");

    assertThat(groups()).containsExactly("one", "two");
    assertThat(aws.journal().on("logs:CreateLogGroup").entries())
        .extracting(Journal.Entry::outcome)
        .containsExactly(Journal.OK, "ServiceUnavailableException", Journal.OK);
  }

  @Test
  void everyWriteFromTheNthFailsUntilCleared() {
    aws.faults().onWrites().from(2).by("tester").throttle();

    create("one");
    assertThatThrownBy(() -> create("two")).hasMessageContaining("Rate exceeded");
    assertThatThrownBy(() -> clients.sns().createTopic(r -> r.name("t")))
        .hasMessageContaining("Rate exceeded");
    assertThat(groups()).containsExactly("one");
    Clients.of(aws, "attacker").logs().createLogGroup(r -> r.logGroupName("spared"));
    aws.faults().clear();
    create("two");

    assertThat(groups()).containsExactly("one", "spared", "two");
  }

  static Stream<Arguments> oneCallOfEachService() {
    return Stream.of(
        Arguments.of(
            "logs:DescribeLogGroups",
            "AccessDeniedException",
            call(c -> c.logs().describeLogGroups())),
        Arguments.of(
            "cloudwatch:DescribeAlarms",
            "AccessDenied",
            call(c -> c.cloudWatch().describeAlarms())),
        Arguments.of(
            "sns:CreateTopic",
            "AuthorizationError",
            call(c -> c.sns().createTopic(r -> r.name("t")))),
        Arguments.of(
            "cloudtrail:DescribeTrails",
            "AccessDeniedException",
            call(c -> c.cloudTrail().describeTrails())),
        Arguments.of(
            "config:DescribeConfigRules",
            "AccessDeniedException",
            call(c -> c.config().describeConfigRules())),
        Arguments.of(
            "sts:GetCallerIdentity", "AccessDenied", call(c -> c.sts().getCallerIdentity())));
  }

  private static Consumer<Clients> call(Consumer<Clients> call) {
    return call;
  }

  @ParameterizedTest(name = "{0} says {1}")
  @MethodSource("oneCallOfEachService")
  void eachServiceDeniesInItsOwnWords(String operation, String code, Consumer<Clients> call) {
    aws.faults().on(operation).deny();

    AwsServiceException denied =
        catchThrowableOfType(AwsServiceException.class, () -> call.accept(clients));

    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(denied.isThrottlingException()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneCallOfEachService")
  void eachServiceThrottlesSoThatTheSdkKnows(
      String operation, String unused, Consumer<Clients> call) {
    aws.faults().on(operation).throttle();

    AwsServiceException throttled =
        catchThrowableOfType(AwsServiceException.class, () -> call.accept(clients));

    assertThat(throttled.isThrottlingException()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneCallOfEachService")
  void unreadableAnswersAreErrorsOfTheClient(
      String operation, String unused, Consumer<Clients> call) {
    aws.faults().on(operation).malformedAnswer();

    assertThatThrownBy(() -> call.accept(clients)).isInstanceOf(SdkClientException.class);
  }

  @Test
  void timeOutBeforeTheEffectLeavesNothingBehind() {
    aws.faults().on("logs:CreateLogGroup").timeOutBeforeEffect();

    assertThatThrownBy(() -> createImpatiently("one"))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);

    assertThat(groups()).isEmpty();
  }

  @Test
  void timeOutAfterTheEffectLeavesTheEffectBehind() {
    aws.faults().on("logs:CreateLogGroup").timeOutAfterEffect();

    assertThatThrownBy(() -> createImpatiently("one"))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);

    assertThat(groups()).containsExactly("one");
    assertThat(aws.journal().writes().getFirst().succeeded()).isFalse();
  }

  @Test
  void failureAfterTheEffectLeavesTheEffectBehind() {
    aws.faults().on("logs:CreateLogGroup").failAfterEffect();

    assertThatThrownBy(() -> create("one")).hasMessageContaining("Status Code: 500");

    assertThat(groups()).containsExactly("one");
  }

  @Test
  void staleReadAnswersAsBeforeTheLastWrite() {
    create("one");
    create("two");
    aws.faults().on("logs:DescribeLogGroups").call(1).staleRead();

    assertThat(groups()).containsExactly("one");
    assertThat(groups()).containsExactly("one", "two");
  }

  @Test
  void emptyAnswerHidesWhatIsThere() {
    create("one");
    aws.faults().on("logs:DescribeLogGroups").call(1).emptyAnswer();

    assertThat(groups()).isEmpty();
    assertThat(groups()).containsExactly("one");
  }

  @Test
  void notFoundComesAsTheServicesOwnError() {
    aws.faults().on("sns:*").notFound();

    assertThatThrownBy(() -> clients.sns().getTopicAttributes(r -> r.topicArn("arn:aws:sns:::t")))
        .isInstanceOf(software.amazon.awssdk.services.sns.model.NotFoundException.class);
  }

  @Test
  void refusedWriteChangesNothing() {
    create("one");
    assertThatThrownBy(() -> create("one")).hasMessageContaining("already exists");

    aws.faults().on("logs:DescribeLogGroups").call(1).staleRead();
    assertThat(groups()).as("the last write is the first create").isEmpty();
  }

  private void create(String group) {
    clients.logs().createLogGroup(r -> r.logGroupName(group));
  }

  private void createImpatiently(String group) {
    clients
        .logs()
        .createLogGroup(
            r ->
                r.logGroupName(group)
                    .overrideConfiguration(o -> o.apiCallAttemptTimeout(IMPATIENT)));
  }

  private List<String> groups() {
    return clients.logs().describeLogGroups().logGroups().stream()
        .map(group -> group.logGroupName())
        .toList();
  }
}
