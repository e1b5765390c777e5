package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentMatchers;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;

/** A topic that delivers less than usual is seen, even if SNS shows the effective policy alone. */
class TopicsTest {
  private static final Account ACCOUNT = new Account("aws", "us-east-1", "111122223333");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "as usual        | {'defaultHealthyRetryPolicy':{'numRetries':3}} | false",
        "more tries      | {'defaultHealthyRetryPolicy':{'numRetries':9}} | false",
        "fewer tries     | {'defaultHealthyRetryPolicy':{'numRetries':2}} | true",
        "a limit of speed| {'defaultThrottlePolicy':{'maxReceivesPerSecond':1}} | true"
      },
      quoteCharacter = '"')
  void theEffectivePolicyCounts(String reason, String http, boolean less) {
    SnsClient sns = mock();
    when(sns.getTopicAttributes(
            ArgumentMatchers.<Consumer<GetTopicAttributesRequest.Builder>>any()))
        .thenReturn(
            GetTopicAttributesResponse.builder()
                .attributes(
                    Map.of(
                        "Policy",
                        "{\"Statement\":[]}",
                        "EffectiveDeliveryPolicy",
                        "{\"http\":%s}".formatted(http.replace('\'', '"'))))
                .build());
    Arn topic = ACCOUNT.arn("sns", "alarms");

    assertThat(new Topics(sns).find(topic, ACCOUNT, List::of, Instant.EPOCH))
        .isInstanceOfSatisfying(
            Present.class,
            it -> assertThat(((Topic) it.state()).deliveryPolicy().isPresent()).isEqualTo(less));
  }
}
