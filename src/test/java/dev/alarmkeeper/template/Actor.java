package dev.alarmkeeper.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who makes an API call, by what CloudTrail writes into {@code userIdentity}. */
enum Actor {
  ROOT("delete-metric-filter-by-root"),
  ROOT_IN_CONSOLE("delete-metric-filter-by-root"),
  IAM_USER("delete-metric-filter-by-iam-user"),
  ASSUMED_ROLE("delete-metric-filter-by-assumed-role"),
  AWS_SERVICE("delete-metric-filter-by-aws-service"),
  ALARMKEEPER("put-metric-filter-by-alarmkeeper");

  private final String sample;

  Actor(String sample) {
    this.sample = sample;
  }

  /** The call of a service's operation by this actor, as it comes to EventBridge. */
  ObjectNode calls(String service, String operation, String requestParameters) {
    ObjectNode event = Waking.sample(sample);
    event.put("source", "aws." + service);
    ObjectNode detail = event.withObject("/detail");
    detail.put("eventSource", service + ".amazonaws.com");
    detail.put("eventName", operation);
    detail.set("requestParameters", Waking.json(requestParameters));
    if (this == ROOT_IN_CONSOLE) {
      // The console adds an empty session issuer to root's sessions.
      detail.withObject("/userIdentity/sessionContext").putObject("sessionIssuer");
    }
    return event;
  }
}
