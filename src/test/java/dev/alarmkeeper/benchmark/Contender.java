package dev.alarmkeeper.benchmark;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Program;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One program that the benchmark measures.
 *
 * @param name as the page shows it
 * @param settings its environment variables
 * @param breaking breaks what it then mends, as somebody in the account; does nothing for a program
 *     that mends nothing
 * @param links how many links that breaks
 */
record Contender(
    String name,
    Program program,
    Map<String, String> settings,
    Consumer<Clients> breaking,
    int links) {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";

  /** A program that mends nothing. */
  static Contender peer(String name, Program program) {
    return new Contender(name, program, Map.of(), _ -> {}, 0);
  }

  /** Alarmkeeper with one control, of whose chain filter, alarm, topic and subscription break. */
  static Contender oneControl(String name, Map<String, String> settings) {
    return new Contender(
        name,
        Program.alarmkeeper(),
        settings,
        they -> {
          deleteTopic(they);
          they.cloudWatch().deleteAlarms(it -> it.alarmNames("root_usage_alarm"));
          they.logs()
              .deleteMetricFilter(
                  it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric"));
        },
        4);
  }

  /** Alarmkeeper with all controls, of whose chains every filter and alarm breaks, and the rest. */
  static Contender allControls(String name, Map<String, String> settings) {
    return new Contender(
        name,
        Program.alarmkeeper(),
        settings,
        they -> {
          deleteTopic(they);
          they.cloudWatch()
              .describeAlarms()
              .metricAlarms()
              .forEach(it -> they.cloudWatch().deleteAlarms(a -> a.alarmNames(it.alarmName())));
          they.logs()
              .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
              .metricFilters()
              .forEach(
                  it ->
                      they.logs()
                          .deleteMetricFilter(
                              f -> f.logGroupName(LocalAws.LOG_GROUP).filterName(it.filterName())));
        },
        32);
  }

  boolean mends() {
    return links > 0;
  }

  private static void deleteTopic(Clients they) {
    they.sns().deleteTopic(it -> it.topicArn(TOPIC));
  }
}
