package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.chain.Link.TRAIL;
import static dev.alarmkeeper.evidence.cause.BreakingCall.MISSING;
import static dev.alarmkeeper.evidence.cause.BreakingCall.TRAILS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.UNSETTLED;
import static dev.alarmkeeper.evidence.cause.BreakingCall.always;
import static dev.alarmkeeper.evidence.cause.BreakingCall.and;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;
import static dev.alarmkeeper.evidence.cause.BreakingCall.maybe;
import static dev.alarmkeeper.evidence.cause.BreakingCall.takingAway;
import static dev.alarmkeeper.evidence.cause.Shows.same;
import static dev.alarmkeeper.evidence.cause.Shows.shown;

import dev.alarmkeeper.text.JsonFields;
import java.util.List;
import java.util.Map;

/** What breaks a trail. Source: CloudTrail API. */
final class TrailCalls {
  private static final String GROUP = "cloudWatchLogsLogGroupArn";
  private static final String ROLE = "cloudWatchLogsRoleArn";

  /** CloudTrail says that it could not deliver, and not who kept it from delivering. */
  private static final List<String> SILENCE = List.of("delivery error", "last delivery");

  /** Whoever changed it before somebody deleted it may have broken it first. */
  private static final Map<String, Shows> MAYBE = and(maybe(MISSING), maybe(SILENCE));

  static final List<BreakingCall> ROWS =
      List.of(
          takingAway(TRAILS, "DeleteTrail", TRAIL, ChainObjects::namesTrail, always(MISSING)),
          takingAway(
              TRAILS,
              "StopLogging",
              TRAIL,
              ChainObjects::namesTrail,
              and(always("logging", UNSETTLED), maybe(SILENCE))),
          changing(
              TRAILS,
              "UpdateTrail",
              TRAIL,
              ChainObjects::namesTrail,
              and(
                  MAYBE,
                  Map.of(
                      "multi-region",
                      same("isMultiRegionTrail"),
                      "global service events",
                      same("includeGlobalServiceEvents"),
                      "log group",
                      TrailCalls::deliversTo,
                      "last delivery",
                      (call, _, chain) -> isSilencing(call, chain),
                      "delivery role",
                      (call, _, _) -> isEmptied(call, ROLE)))),
          changing(
              TRAILS,
              "PutEventSelectors",
              TRAIL,
              ChainObjects::namesTrailOfSelectors,
              // It replaces all selectors, so that the last one says what is recorded.
              and(maybe(MISSING), always("records writes", "records reads", "leaves out"))));

  private TrailCalls() {}

  /** Whether our log group gets nothing any more. */
  private static boolean isSilencing(JsonFields call, ChainObjects chain) {
    return isEmptied(call, ROLE)
        || (call.has(GROUP) && !chain.isFed(shown(call, GROUP).replaceFirst(":\\*$", "")));
  }

  /** The trail has the ARN of a log group with {@code :*}, and findings show it without. */
  private static boolean deliversTo(JsonFields call, String observed, ChainObjects chain) {
    return observed.equals("none")
        ? isEmptied(call, GROUP)
        : shown(call, GROUP).replaceFirst(":\\*$", "").equals(observed);
  }

  /** What is left out stays as it was; what is empty is taken away. */
  private static boolean isEmptied(JsonFields call, String parameter) {
    return call.has(parameter) && shown(call, parameter).isEmpty();
  }
}
