package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.chain.Link.SUBSCRIPTION;
import static dev.alarmkeeper.evidence.cause.BreakingCall.LAMBDA;
import static dev.alarmkeeper.evidence.cause.BreakingCall.SQS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.all;
import static dev.alarmkeeper.evidence.cause.BreakingCall.always;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;

import dev.alarmkeeper.text.JsonFields;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What keeps a queue or a function from taking a message. Sources: SQS API and SQS Developer Guide,
 * "Logging Amazon SQS API calls", for the parameters; Lambda API and Lambda Developer Guide, "Using
 * AWS Lambda with AWS CloudTrail", for the operations' names.
 */
final class EndpointCalls {
  private static final String ENDPOINT = "endpoint";
  private static final String LETS = "policy of the endpoint lets SNS in";

  /** What lets a queue refuse a message, or drop it before anybody gets it. */
  private static final List<String> LIMITS =
      List.of("MaximumMessageSize", "DelaySeconds", "MessageRetentionPeriod");

  static final List<BreakingCall> ROWS =
      List.of(
          changing(SQS, "DeleteQueue", SUBSCRIPTION, ChainObjects::namesQueue, always(ENDPOINT)),
          changing(
              SQS,
              "SetQueueAttributes",
              SUBSCRIPTION,
              attribute("Policy"),
              always(
                  LETS,
                  "deny statements of the endpoint that hit SNS",
                  "deny statements of the endpoint that may hit SNS")),
          changing(
              SQS,
              "SetQueueAttributes",
              SUBSCRIPTION,
              attribute("KmsMasterKeyId"),
              all(
                  (call, _, chain) ->
                      chain.isKey(call.object("attributes").text("KmsMasterKeyId").orElse("")),
                  KeyCalls.OF_QUEUE)),
          changing(
              SQS,
              "SetQueueAttributes",
              SUBSCRIPTION,
              (chain, call) ->
                  LIMITS.stream().anyMatch(it -> call.object("attributes").has(it))
                      && chain.namesQueue(call),
              always(ENDPOINT)),
          changing(SQS, "RemovePermission", SUBSCRIPTION, ChainObjects::namesQueue, always(LETS)),
          changing(
              LAMBDA,
              "DeleteFunction20150331",
              SUBSCRIPTION,
              ChainObjects::namesFunction,
              always(ENDPOINT)),
          changing(
              LAMBDA,
              "PutFunctionConcurrency20171031",
              SUBSCRIPTION,
              ChainObjects::namesFunction,
              all(
                  Shows.when(
                      call -> Shows.isSame(Shows.shown(call, "reservedConcurrentExecutions"), "0")),
                  List.of(ENDPOINT))),
          changing(
              LAMBDA,
              "RemovePermission20150331v2",
              SUBSCRIPTION,
              ChainObjects::namesFunction,
              always(LETS)));

  private EndpointCalls() {}

  private static BiPredicate<ChainObjects, JsonFields> attribute(String name) {
    return (chain, call) -> chain.namesQueue(call) && call.object("attributes").has(name);
  }
}
