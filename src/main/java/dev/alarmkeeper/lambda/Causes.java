package dev.alarmkeeper.lambda;

import dev.alarmkeeper.chain.UntrustedText;
import dev.alarmkeeper.evidence.ApiCalls;
import dev.alarmkeeper.evidence.Fields;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Cause;
import java.util.Optional;

/** Reads why we were called from the events of EventBridge; absent fields stay unknown. */
final class Causes {
  private Causes() {}

  static Cause apiCall(Fields event) {
    Fields detail = event.object("detail");
    if (detail.json().isEmpty()) {
      return Cause.of("api call");
    }
    ApiCall call = ApiCalls.of(detail);
    return new Cause("api call", call.name(), call.time(), Optional.of(call));
  }

  static Cause itemChange(Fields event) {
    Fields item = event.object("detail").object("configurationItem");
    return change("config item change", item.text("resourceType"), item.text("resourceId"), event);
  }

  static Cause complianceChange(Fields event) {
    Fields detail = event.object("detail");
    return change(
        "config compliance change",
        detail.text("configRuleName"),
        detail.text("newEvaluationResult", "complianceType"),
        event);
  }

  static Cause alarmChange(Fields event) {
    Fields detail = event.object("detail");
    return change(
        "alarm configuration change", detail.text("operation"), detail.text("alarmName"), event);
  }

  private static Cause change(
      String trigger, Optional<String> what, Optional<String> which, Fields event) {
    String action = what.orElse("unknown") + " " + which.orElse("unknown");
    return new Cause(
        trigger, Optional.of(UntrustedText.of(action)), event.instant("time"), Optional.empty());
  }
}
