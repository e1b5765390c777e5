package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who asks what of which service, where. */
record Request(
    Service service,
    String operationName,
    Operation operation,
    Principal principal,
    Place place,
    ObjectNode parameters) {

  /** As an IAM action: {@code logs:PutMetricFilter}. */
  String name() {
    return service.prefix() + ":" + operationName;
  }

  boolean write() {
    return operation.write();
  }

  AwsError denied() {
    return service
        .codes()
        .denied(
            "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
                .formatted(principal.arn(place.partition()), name(), name()));
  }

  /** Answers from, and changes, this state; throws {@link AwsError} to refuse. */
  ObjectNode answer(Store store) {
    Input input = new Input(parameters, service.codes());
    return operation.answer().apply(new Call(principal, place, input, store));
  }
}
