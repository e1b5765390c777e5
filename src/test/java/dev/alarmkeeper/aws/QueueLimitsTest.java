package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Which settings of a queue lose an alarm's message. */
class QueueLimitsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "as SQS makes it,                     262144, 345600,   0, true",
    "large messages,                     1048576, 345600,   0, true",
    "an alarm just fits,                   65536, 345600,   0, true",
    "an alarm may not fit,                 65535, 345600,   0, false",
    "the smallest,                          1024, 345600,   0, false",
    "kept a minute for who looks at once, 262144,     60,   0, true",
    "shown late and kept long,            262144, 345600, 900, true",
    "shown when it is gone,               262144,     60,  60, false",
    "shown for less than a minute,        262144,    900, 841, false"
  })
  void aQueueThatLosesAnAlarmTakesNothing(
      String reason, String bytes, String kept, String delayed, boolean takes) {
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    attributes.put(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, bytes);
    attributes.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, kept);
    attributes.put(QueueAttributeName.DELAY_SECONDS, delayed);

    assertThat(QueueLimits.whyItTakesNothing(attributes).isEmpty()).isEqualTo(takes);
  }

  @Test
  void whatIsNotToldIsAsSqsHasIt() {
    assertThat(QueueLimits.whyItTakesNothing(Map.of())).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNotCalledFine() {
    assertThatThrownBy(
            () ->
                QueueLimits.whyItTakesNothing(
                    Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "large")))
        .isInstanceOf(MalformedAnswerException.class);
  }
}
