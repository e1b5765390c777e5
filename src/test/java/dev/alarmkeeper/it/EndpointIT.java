package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of the functions and queues that the topic tells, and what of others. */
class EndpointIT {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";
  private static final String LETS_SNS_IN =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction",\
      "Resource":"*","Condition":{"ArnLike":{"AWS:SourceArn":"%s"}}}]}\
      """
          .formatted(TOPIC);

  private LocalAws aws;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private Report telling(String endpoints) {
    Keeper keeper = Keeper.of(aws, "SUBSCRIPTIONS", endpoints);
    keeper.repair();
    return keeper.observe();
  }

  @Test
  void aFunctionThatMayBeCalledHears() {
    String function = aws.functions().add("tell", LETS_SNS_IN);
    assertThat(telling("lambda:" + function).verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void anAliasHasAPolicyOfItsOwn() {
    aws.functions().add("tell", LETS_SNS_IN);
    String closed = aws.functions().add("tell:live", "");
    assertThat(telling("lambda:" + closed).after().toString())
        .contains("policy of the endpoint lets SNS in");
  }

  @Test
  void aFunctionThatIsGoneHearsNothing() {
    Report report = telling("lambda:arn:aws:lambda:us-east-1:111122223333:function:gone");
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.after().toString()).contains("no such function");
  }

  @Test
  void aFunctionThatNeverRunsHearsNothing() {
    String function = aws.functions().add("tell", LETS_SNS_IN);
    aws.functions().reserve(function, 0);
    Report report = telling("lambda:" + function);
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.after().toString()).contains("reserved concurrency is 0");
  }

  @Test
  void whatMayNotBeReadIsUnknown() {
    String function = aws.functions().add("tell", LETS_SNS_IN);
    aws.faults().on("lambda:GetPolicy").deny();
    assertThat(telling("lambda:" + function).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void countsThatMayNotBeReadAreUnknownAndThoseOfAThrottleAreNoted() {
    aws.faults().on("cloudwatch:GetMetricStatistics").throttle();
    assertThat(telling("sqs:" + Keeper.QUEUE).verdict()).isEqualTo(Verdict.COMPLIANT);
    aws.faults().clear();
    aws.faults().on("cloudwatch:GetMetricStatistics").deny();
    assertThat(telling("sqs:" + Keeper.QUEUE).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aQueueOfAnotherRegionIsAskedAboutWhereNobodyElseHearsAndElseNoted() {
    String far = "sqs:arn:aws:sqs:eu-west-1:111122223333:alarms";
    Report alone = telling(far);
    assertThat(alone.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(alone.after().toString()).contains("endpoint of another account or Region");

    Report besides = telling(far + ",sqs:" + Keeper.QUEUE);
    assertThat(besides.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(besides.after().toString()).contains("of another account or Region");
  }
}
