package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The warm-up of an alarm: it begins when the alarm is made, and nobody is told before its end. An
 * update without it ends it, and none begins it again. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html">Alarm
 * warm-up periods</a>.
 */
final class WarmUp {
  private static final String SETTING = "WarmUpConfiguration";
  private static final String MINUTES = "WarmUpPeriodDurationInMinutes";
  private static final int TWO_DAYS = 2880;
  private static final String STATE = "EvaluationState";
  private static final String WARMING = "IN_WARM_UP";
  private static final String END = "WarmUpEnd";

  private WarmUp() {}

  static void begin(Input input, ObjectNode alarm, @Nullable ObjectNode old, Instant now) {
    if (input.node(SETTING) instanceof ObjectNode setting) {
      Input warmUp = new Input(setting, input.codes());
      warmUp.required(MINUTES);
      int minutes = warmUp.number(MINUTES, 0, 1, TWO_DAYS);
      if (old == null || old.path(STATE).asText().equals(WARMING)) {
        alarm.put(STATE, WARMING);
        alarm.set(END, Tree.time(now.plus(Duration.ofMinutes(minutes))));
      }
    }
  }

  /**
   * Whether the alarm is evaluated as far as its warm-up goes. One that ends early when there is
   * data enough is taken to last: nobody may rely on its end.
   */
  static boolean isOver(ObjectNode alarm, Instant now) {
    if (!alarm.path(STATE).asText().equals(WARMING) || !alarm.has(END)) {
      return true;
    }
    boolean over = !Tree.time(alarm.path(END), Instant.MAX).isAfter(now);
    if (over) {
      alarm.remove(STATE);
      alarm.remove(END);
    }
    return over;
  }
}
