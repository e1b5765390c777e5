package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import java.util.List;

/**
 * Which management events a trail records, whichever of the two forms of event selectors says so.
 * Source: CloudTrail API, EventSelector and AdvancedEventSelector.
 *
 * @param trail whose selectors they are
 * @param recordingAll the options of {@code put-event-selectors} that record every management event
 *     and keep the selectors for other events; empty where they are too many to paste
 * @param writes whether calls that change something are recorded
 * @param reads whether calls that only read are recorded
 * @param leftOut what is left out all the same, such as the events of a service
 */
public record ManagementEvents(
    Trail trail, String recordingAll, boolean writes, boolean reads, List<String> leftOut) {
  private static final Cure<ManagementEvents> SELECT_ALL =
      new Cure.Person<>(
          "record all management events again; put-event-selectors replaces all selectors of the"
              + " trail, so the command carries those for other events as they were read",
          (_, events) -> events.command());

  /** What only a person puts right: a trail's selectors are replaced as a whole. */
  public static final List<Rule<ManagementEvents, ?>> SELECTION =
      List.of(
          Rule.asked(
              CRITICAL,
              "records writes",
              ManagementEvents::writes,
              Boolean::equals,
              "changes and sign-ins are not recorded",
              SELECT_ALL),
          Rule.asked(
              CRITICAL,
              "records reads",
              ManagementEvents::reads,
              Boolean::equals,
              "root may look at everything unseen, and the benchmark wants both",
              SELECT_ALL),
          Rule.asked(
              CRITICAL,
              "leaves out",
              ManagementEvents::leftOut,
              (_, observed) -> observed.isEmpty(),
              "some events are recorded nowhere, and no filter can find them",
              SELECT_ALL));

  /** Copies the list. */
  public ManagementEvents {
    leftOut = List.copyOf(leftOut);
  }

  private String command() {
    String options = " --trail-name " + trail.arn() + " --region " + trail.arn().region();
    return recordingAll.isEmpty()
        ? "aws cloudtrail get-event-selectors" + options
        : "aws cloudtrail put-event-selectors " + recordingAll + options;
  }

  /** As it should be. */
  public static ManagementEvents all(Trail trail) {
    return new ManagementEvents(trail, "", true, true, List.of());
  }
}
