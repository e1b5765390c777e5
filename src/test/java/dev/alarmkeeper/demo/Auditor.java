package dev.alarmkeeper.demo;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads the chain through the AWS SDK and judges it against the benchmark's words. Nothing of
 * alarmkeeper is asked or used, so that the two cannot be wrong together.
 */
final class Auditor {
  private final TrailAudit trails;
  private final AlarmAudit alarms;
  private final TopicAudit topics;

  /**
   * Audits this local AWS.
   *
   * @param patterns the filter patterns that find every use of root
   */
  Auditor(LocalAws aws, Set<String> patterns) {
    Clients clients = Clients.of(aws, "auditor");
    trails = new TrailAudit(aws, clients);
    alarms = new AlarmAudit(aws, clients, patterns);
    topics = new TopicAudit(aws, clients);
  }

  Chain look() {
    Map<Part, Mark> marks = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      marks.put(part, look(part));
    }
    return new Chain(marks);
  }

  private Mark look(Part part) {
    return switch (part) {
      case TRAIL -> trails.trail();
      case LOG_GROUP -> trails.logGroup();
      case METRIC_FILTER -> alarms.metricFilter();
      case ALARM -> alarms.alarm();
      case TOPIC -> topics.topic();
      case SUBSCRIBERS -> topics.subscribers();
    };
  }
}
