package dev.alarmkeeper.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The alarm as it should be, with every field open to a change. */
public final class AnAlarm {
  static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";

  public String name = "root_usage_alarm";
  public Alarm.Type type = Alarm.Type.METRIC;
  public Optional<String> namespace = Optional.of("CISBenchmark");
  public Optional<String> metric = Optional.of("root_usage_metric");
  public Map<String, String> dimensions = Map.of();
  public Optional<String> statistic = Optional.of("Sum");
  public Optional<String> unit = Optional.empty();
  public Duration period = Duration.ofMinutes(5);
  public int periods = 1;
  public int datapoints = 1;
  public String operator = "GreaterThanOrEqualToThreshold";
  public double threshold = 1;
  public String missingData = "notBreaching";
  public boolean enabled = true;
  public List<String> actions = new ArrayList<>(List.of(TOPIC));
  public Map<String, String> extras = new HashMap<>();
  public Optional<String> evaluationState = Optional.empty();
  public Optional<Alarm.State> state = Optional.empty();

  private AnAlarm() {}

  public static Alarm asItShouldBe() {
    return with(_ -> {});
  }

  public static Alarm with(Consumer<AnAlarm> change) {
    AnAlarm alarm = new AnAlarm();
    change.accept(alarm);
    return new Alarm(
        alarm.name,
        alarm.type,
        new Alarm.Signal(
            alarm.namespace, alarm.metric, alarm.dimensions, alarm.statistic, alarm.unit),
        new Alarm.Evaluation(
            alarm.period,
            alarm.periods,
            alarm.datapoints,
            new Alarm.Condition(alarm.operator, alarm.threshold),
            alarm.missingData),
        new Alarm.Actions(alarm.enabled, alarm.actions),
        alarm.extras,
        alarm.evaluationState,
        alarm.state);
  }
}
