package dev.alarmkeeper.lambda;

import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Optional;

/** Reads why we were called from the events of EventBridge; absent fields stay unknown. */
final class Causes {
  private Causes() {}

  static Cause apiCall(JsonFields event) {
    JsonFields detail = event.object("detail");
    if (detail.json().isEmpty()) {
      return Cause.of("api call");
    }
    ApiCall call = CloudTrailRecords.of(detail);
    return new Cause("api call", call.name(), call.time(), Optional.of(call));
  }

  static Cause itemChange(JsonFields event) {
    JsonFields item = event.object("detail").object("configurationItem");
    return change("config item change", item.text("resourceType"), item.text("resourceId"), event);
  }

  static Cause complianceChange(JsonFields event) {
    JsonFields detail = event.object("detail");
    return change(
        "config compliance change",
        detail.text("configRuleName"),
        detail.text("newEvaluationResult", "complianceType"),
        event);
  }

  static Cause alarmChange(JsonFields event) {
    JsonFields detail = event.object("detail");
    return change(
        "alarm configuration change", detail.text("operation"), detail.text("alarmName"), event);
  }

  private static Cause change(
      String trigger, Optional<String> what, Optional<String> which, JsonFields event) {
    String action = what.orElse("unknown") + " " + which.orElse("unknown");
    return new Cause(
        trigger, Optional.of(UntrustedText.of(action)), event.instant("time"), Optional.empty());
  }
}
