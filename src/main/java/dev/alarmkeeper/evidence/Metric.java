package dev.alarmkeeper.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics of alarmkeeper, the one place that names them: the code emits them in CloudWatch's
 * embedded metric format, the template's alarms and dashboard read them.
 */
public enum Metric {
  /** One for each run, however it ended. */
  RUNS("Runs", Unit.COUNT),
  /** One for each control and run, under its verdict. */
  VERDICT("Verdict", Unit.COUNT, "control", "verdict"),
  /** Repairs done, by the link that was repaired. */
  REPAIRS("Repairs", Unit.COUNT, "link"),
  /** From the change that woke us to the repair; only where the event says when it happened. */
  SECONDS_TO_REPAIR("SecondsToRepair", Unit.SECONDS),
  /**
   * How long events could be missed: one for each incident that ended, from the call that broke the
   * link, else from the last verified run, to the end.
   */
  EXPOSURE_SECONDS("ExposureSeconds", Unit.SECONDS),
  /** Age of the oldest open incident since it was first seen; 0 when there is none. */
  OLDEST_FINDING_SECONDS("OldestFindingSeconds", Unit.SECONDS),
  /**
   * The heartbeat: one for each run that read everything it had to read, and read it again after
   * its repairs, and whose evidence is kept. Whether the chain was found whole does not matter.
   */
  VERIFIED_RUN("VerifiedRun", Unit.COUNT),
  /** What could not be kept, told or searched in a run, and why: 0 where nothing is missing. */
  EVIDENCE_MISSING("EvidenceMissing", Unit.COUNT),
  /** One for each fire drill that ended, under its result. */
  DRILLS("Drills", Unit.COUNT, "control", "result"),
  /** From a drill's event to the topic's taking the alarm's message; only of those heard. */
  DRILL_SECONDS("DrillSeconds", Unit.SECONDS, "control");

  /** The namespace of all of them. */
  public static final String NAMESPACE = "alarmkeeper";

  /** The dimension of every metric: two stacks in one Region do not share a heartbeat. */
  public static final String FUNCTION = "function";

  private final String metricName;
  private final Unit unit;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> dimensions;

  Metric(String metricName, Unit unit, String... dimensions) {
    this.metricName = metricName;
    this.unit = unit;
    this.dimensions = Stream.concat(Stream.of(FUNCTION), Stream.of(dimensions)).toList();
  }

  /** The name in CloudWatch. */
  public String metricName() {
    return metricName;
  }

  /** The unit, which is part of what an alarm or a graph selects. */
  public Unit unit() {
    return unit;
  }

  /**
   * The dimensions, always all of them: to CloudWatch another set of dimensions is another metric.
   */
  public List<String> dimensions() {
    return dimensions;
  }

  /** CloudWatch's units, as far as they are used here. */
  public enum Unit {
    /** How many. */
    COUNT("Count"),
    /** How long. */
    SECONDS("Seconds");

    private final String spelling;

    Unit(String spelling) {
      this.spelling = spelling;
    }

    /** As CloudWatch spells it. */
    public String spelling() {
      return spelling;
    }
  }
}
