package dev.alarmkeeper.benchmark;

import dev.alarmkeeper.docs.Block;
import dev.alarmkeeper.it.Keeper;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/**
 * How the calls of a check grow with what else there is in the account.
 *
 * @param adding makes so many, beside a chain that is whole
 */
record Scale(String what, List<Integer> sizes, ObjIntConsumer<LocalAws> adding) {
  static final List<Scale> ALL =
      List.of(
          new Scale("foreign alarms", List.of(0, 50, 500, 5_000), Scale::alarms),
          new Scale("foreign filters of the log group", List.of(0, 25, 50, 99), Scale::filters),
          new Scale(
              "subscriptions of the topic", List.of(1, 100, 1_000, 3_000), Scale::subscriptions),
          new Scale("foreign alarm mute rules", List.of(0, 10, 20, 40, 200), Scale::muteRules));

  private static void alarms(LocalAws aws, int count) {
    aws.cloudWatch().addForeignAlarms(count);
  }

  private static void filters(LocalAws aws, int count) {
    Clients they = Clients.of(aws, "owner");
    IntStream.range(0, count)
        .forEach(
            n ->
                they.logs()
                    .putMetricFilter(
                        it ->
                            it.logGroupName(LocalAws.LOG_GROUP)
                                .filterName("foreign-" + n)
                                .filterPattern("{ $.eventName = \"Theirs%d\" }".formatted(n))
                                .metricTransformations(
                                    MetricTransformation.builder()
                                        .metricNamespace("Theirs")
                                        .metricName("m" + n)
                                        .metricValue("1")
                                        .build())));
  }

  private static void subscriptions(LocalAws aws, int count) {
    Clients they = Clients.of(aws, "owner");
    String topic = aws.arn("sns", "alarmkeeper-alarms");
    IntStream.range(1, count)
        .forEach(
            n ->
                they.sns()
                    .subscribe(
                        it ->
                            it.topicArn(topic)
                                .protocol("email")
                                .endpoint("p%d@example.com".formatted(n))));
  }

  private static void muteRules(LocalAws aws, int count) {
    Clients they = Clients.of(aws, "owner");
    aws.cloudWatch().addForeignAlarms(1);
    IntStream.range(0, count)
        .forEach(
            n ->
                they.cloudWatch()
                    .putAlarmMuteRule(
                        it ->
                            it.name("foreign-" + n)
                                .muteTargets(t -> t.alarmNames("foreign-0000"))
                                .rule(
                                    r ->
                                        r.schedule(
                                            s ->
                                                s.expression("cron(0 0 * * SAT)")
                                                    .duration("P1D")))));
  }

  /** A check beside so many. */
  private record Point(int size, int calls, long millis, String verdict) {}

  /** The table of all of them. */
  static String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("what", "how many: calls, time, verdict", "the calls are"));
    for (Scale scale : ALL) {
      List<Point> points = scale.sizes.stream().map(scale::measure).toList();
      rows.add(
          List.of(
              scale.what,
              String.join(
                  "<br>",
                  points.stream()
                      .map(
                          it ->
                              "%,d: %d calls, %d ms, %s"
                                  .formatted(it.size(), it.calls(), it.millis(), it.verdict()))
                      .toList()),
              growth(
                  points.stream().map(Point::size).toList(),
                  points.stream().map(Point::calls).toList())));
    }
    return Block.table(rows);
  }

  /**
   * How calls grow: no faster from one size to the next than one for each that was added.
   *
   * @throws IllegalStateException if they grow faster
   */
  static String growth(List<Integer> sizes, List<Integer> calls) {
    double most = 0;
    for (int i = 1; i < sizes.size(); i++) {
      most =
          Math.max(
              most, (double) (calls.get(i) - calls.get(i - 1)) / (sizes.get(i) - sizes.get(i - 1)));
    }
    if (most > 1) {
      throw new IllegalStateException("calls %s grow faster than sizes %s".formatted(calls, sizes));
    }
    return most == 0
        ? "flat"
        : "linear: at most one more for %d more".formatted((int) Math.floor(1 / most));
  }

  private Point measure(int size) {
    try (LocalAws aws = LocalAws.start()) {
      aws.seedTrailAndLogGroup();
      Keeper keeper = Keeper.of(aws);
      keeper.repair();
      adding.accept(aws, size);
      keeper.observe(); // classes are loaded, and patterns tried
      aws.latency(Race.LATENCY);
      aws.journal().clear();
      long start = System.nanoTime();
      String verdict = keeper.observe().verdict().name().toLowerCase(Locale.ROOT);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return new Point(size, aws.journal().of(Keeper.NAME).entries().size(), took, verdict);
    }
  }
}
