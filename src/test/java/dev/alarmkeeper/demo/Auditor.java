package dev.alarmkeeper.demo;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.cli.Chain;
import dev.alarmkeeper.cli.Mark;
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
    Map<Link, Mark> marks = new EnumMap<>(Link.class);
    for (Link link : Link.ofChain()) {
      marks.put(link, look(link));
    }
    return new Chain(marks);
  }

  private Mark look(Link link) {
    return switch (link) {
      case TRAIL -> trails.trail();
      case LOG_GROUP -> trails.logGroup();
      case METRIC_FILTER -> alarms.metricFilter();
      case ALARM -> alarms.alarm();
      case TOPIC -> topics.topic();
      case SUBSCRIPTION -> topics.subscribers();
      case ALARMKEEPER -> throw new IllegalArgumentException("no link of the chain");
    };
  }
}
