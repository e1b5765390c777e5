package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** STS, as far as it says who is calling. */
final class Sts implements Service {
  private static final Codes CODES =
      new Codes("ValidationError", "AccessDenied", "Throttling", "InternalFailure", "NotFound");

  @Override
  public String prefix() {
    return "sts";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("GetCallerIdentity", Operation.read(Sts::caller));
  }

  private static ObjectNode caller(Call call) {
    Principal principal = call.principal();
    return Tree.object()
        .put("UserId", "AROALOCAL:" + principal.name())
        .put("Account", principal.account())
        .put("Arn", principal.arn(call.place().partition()));
  }
}
