package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Systems Manager, as far as it keeps parameters. */
public final class Ssm implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationException",
          "AccessDeniedException",
          "ThrottlingException",
          "InternalServerError",
          "ParameterNotFound");
  private static final String PARAMETERS = "parameters";

  private final World world;
  private final Place home;

  Ssm(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** Stores a parameter of the home account, in place of an older version of it. */
  public void put(String name, String value) {
    world.change(
        store ->
            home.table(store, PARAMETERS)
                .put(name, Tree.object().put("Name", name).put("Value", value)));
  }

  @Override
  public String prefix() {
    return "ssm";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("GetParameter", Operation.read(Ssm::get));
  }

  private static ObjectNode get(Call call) {
    ObjectNode parameter = call.table(PARAMETERS).get(call.input().required("Name"));
    if (parameter == null) {
      throw AwsError.refused("ParameterNotFound", "");
    }
    ObjectNode answer = Tree.object();
    answer.set("Parameter", parameter.deepCopy().put("Type", "String"));
    return answer;
  }
}
