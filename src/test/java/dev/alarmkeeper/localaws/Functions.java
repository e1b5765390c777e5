package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Permissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Lambda, as far as it tells of functions. There is none until one is added, and nobody may call it
 * until its policy says so.
 */
public final class Functions implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidParameterValueException",
          "AccessDeniedException",
          "TooManyRequestsException",
          "ServiceException",
          "ResourceNotFoundException");
  private static final String FUNCTIONS = "functions";
  private static final String RESERVED = "ReservedConcurrentExecutions";
  private static final String POLICY = "Policy";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Place home;
  private final Map<String, UnaryOperator<String>> answers = new ConcurrentHashMap<>();

  Functions(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /**
   * Adds a function of the home account, or a version or alias of one. Answers its ARN.
   *
   * @param name {@code name} or {@code name:qualifier}
   * @param policy who may call it; empty if nobody may
   */
  public String add(String name, String policy) {
    String arn = home.arn("lambda", "function:" + name);
    world.change(store -> store.table(FUNCTIONS).put(arn, Tree.object().put(POLICY, policy)));
    return arn;
  }

  /** Somebody reserves so many executions at once for a function. */
  public void reserve(String arn, int executions) {
    world.change(
        store ->
            store.table(FUNCTIONS).computeIfPresent(arn, (_, it) -> it.put(RESERVED, executions)));
  }

  /** What a function answers to a request; both are JSON. */
  public void answering(String name, UnaryOperator<String> answer) {
    answers.put(home.arn("lambda", "function:" + name), answer);
  }

  /** Somebody deletes a function. */
  public void delete(String arn) {
    world.change(store -> store.table(FUNCTIONS).remove(arn));
  }

  @Override
  public String prefix() {
    return "lambda";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "Invoke",
        Operation.write(this::invoke),
        "GetFunctionConcurrency",
        Operation.read(Functions::concurrency),
        "GetPolicy",
        Operation.read(Functions::policy));
  }

  private ObjectNode invoke(Call call) {
    String name = call.input().required("FunctionName");
    existing(call, name);
    UnaryOperator<String> answer = answers.get(call.arn("lambda", "function:" + name));
    if (answer == null) {
      throw new AwsError(502, "ServiceException", "nothing runs behind " + name);
    }
    try {
      return (ObjectNode) JSON.readTree(answer.apply(call.input().required("Payload")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the answer of " + name, e);
    }
  }

  private static ObjectNode concurrency(Call call) {
    ObjectNode function = existing(call, call.input().required("FunctionName"));
    ObjectNode answer = Tree.object();
    if (function.has(RESERVED)) {
      answer.set(RESERVED, function.path(RESERVED));
    }
    return answer;
  }

  private static ObjectNode policy(Call call) {
    String name = call.input().required("FunctionName");
    String policy =
        existing(call, call.input().text("Qualifier").map(it -> name + ":" + it).orElse(name))
            .path(POLICY)
            .asText();
    if (policy.isEmpty()) {
      throw notThere("The resource you requested does not exist.");
    }
    return Tree.object().put(POLICY, policy).put("RevisionId", "1");
  }

  private static ObjectNode existing(Call call, String name) {
    ObjectNode function = call.store().table(FUNCTIONS).get(call.arn("lambda", "function:" + name));
    if (function == null) {
      throw notThere("Function not found: " + name);
    }
    return function;
  }

  private static AwsError notThere(String message) {
    return new AwsError(404, "ResourceNotFoundException", message);
  }

  /** Whether a function of the place is run for what SNS passes on from a topic. */
  static boolean takes(Place place, Store store, String arn, String topic) {
    if (!arn.startsWith(place.arn("lambda", ""))) {
      return true;
    }
    ObjectNode function = store.table(FUNCTIONS).get(arn);
    // Executions are reserved for a function, not for its aliases.
    ObjectNode whole =
        store.table(FUNCTIONS).get(String.join(":", List.of(arn.split(":", -1)).subList(0, 7)));
    if (function == null || whole == null || whole.path(RESERVED).asInt(1) == 0) {
      return false;
    }
    String policy = function.path(POLICY).asText();
    try {
      return !policy.isEmpty()
          && Permissions.allows(
              JSON.readTree(policy),
              Notification.passedOn(place, store, "lambda:InvokeFunction", arn, topic));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the policy of " + arn, e);
    }
  }
}
