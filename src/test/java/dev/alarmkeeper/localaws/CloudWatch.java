package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** CloudWatch: alarms of all three kinds, their history, and mute rules. */
public final class CloudWatch implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationError",
          "AccessDenied",
          "Throttling",
          "InternalServiceError",
          "ResourceNotFound");

  static final String WITHOUT_LOG_ALARMS = "regions without log alarms";

  private final World world;
  private final Place home;

  CloudWatch(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** A metric alarm of the home account as DescribeAlarms would answer it, empty if not there. */
  public ObjectNode alarm(String name) {
    return world.read(
        store ->
            home.table(store, AlarmKind.METRIC.table())
                .getOrDefault(name, Tree.object())
                .deepCopy());
  }

  /** The home account has so many more metric alarms, of things that are no concern of ours. */
  public void addForeignAlarms(int count) {
    world.change(
        store -> {
          for (int i = 0; i < count; i++) {
            String name = "foreign-%04d".formatted(i);
            home.table(store, AlarmKind.METRIC.table())
                .put(
                    name,
                    Tree.object()
                        .put("AlarmName", name)
                        .put("AlarmArn", home.arn("cloudwatch", "alarm:" + name))
                        .put("Namespace", "Theirs")
                        .put("MetricName", "m")
                        .put("StateValue", "OK"));
          }
        });
  }

  /** From now on the Region is one that has no log alarms, and refuses their name. */
  public void withoutLogAlarms() {
    world.change(store -> store.table(WITHOUT_LOG_ALARMS).put("region", Tree.object()));
  }

  /** CloudWatch cannot evaluate a metric alarm of the home account, for this reason. */
  public void evaluationState(String name, String state) {
    world.change(
        store ->
            home.table(store, AlarmKind.METRIC.table())
                .computeIfPresent(name, (_, alarm) -> alarm.put("EvaluationState", state)));
  }

  @Override
  public String prefix() {
    return "cloudwatch";
  }

  @Override
  public String signingName() {
    return "monitoring";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new HashMap<>();
    operations.putAll(PutAlarms.operations());
    operations.putAll(Alarms.operations());
    operations.putAll(AlarmStates.operations());
    operations.putAll(MuteRules.operations());
    operations.putAll(Metrics.operations());
    return operations;
  }
}
