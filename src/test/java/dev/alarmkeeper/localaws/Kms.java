package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/** KMS, as far as it tells of keys: ids, ARNs and aliases, states and policies. */
public final class Kms implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationException",
          "AccessDeniedException",
          "ThrottlingException",
          "KMSInternalException",
          "NotFoundException");
  private static final String KEYS = "keys";
  private static final String ALIASES = "aliases";

  private final World world;
  private final Place home;

  Kms(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** Adds an enabled key of the home account under an alias. Answers its ARN. */
  public String addKey(String alias, String policy) {
    String id = UUID.randomUUID().toString();
    String arn = home.arn("kms", "key/" + id);
    world.change(
        store -> {
          store
              .table(KEYS)
              .put(
                  arn,
                  Tree.object()
                      .put("KeyId", id)
                      .put("Arn", arn)
                      .put("KeyState", "Enabled")
                      .put("Policy", policy));
          store.table(ALIASES).put(home.arn("kms", alias), Tree.object().put("Key", arn));
        });
    return arn;
  }

  /** Adds an enabled key of another account, which may be described from here and no more. */
  public void addForeignKey(String arn) {
    world.change(
        store ->
            store.table(KEYS).put(arn, Tree.object().put("Arn", arn).put("KeyState", "Enabled")));
  }

  /** Somebody replaces the policy of a key. */
  public void putPolicy(String keyArn, String policy) {
    change(keyArn, "Policy", policy);
  }

  /** Somebody disables a key ({@code Disabled}), or has it deleted ({@code PendingDeletion}). */
  public void putState(String keyArn, String state) {
    change(keyArn, "KeyState", state);
  }

  @Override
  public String prefix() {
    return "kms";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "DescribeKey", Operation.read(Kms::describe), "GetKeyPolicy", Operation.read(Kms::policy));
  }

  private void change(String keyArn, String field, String value) {
    world.change(
        store -> store.table(KEYS).computeIfPresent(keyArn, (_, it) -> it.put(field, value)));
  }

  private static ObjectNode describe(Call call) {
    String asked = call.input().required("KeyId");
    String arn = asked.startsWith("arn:") ? asked : call.arn("kms", resource(asked));
    ObjectNode alias = call.store().table(ALIASES).get(arn);
    ObjectNode answer = Tree.object();
    answer.set(
        "KeyMetadata",
        key(call, alias == null ? arn : alias.path("Key").asText()).deepCopy().without("Policy"));
    return answer;
  }

  /** "Specify the key ID or key ARN": an alias is refused; and so is the key of another account. */
  private static ObjectNode policy(Call call) {
    String asked = call.input().required("KeyId");
    if (asked.contains("alias/")) {
      throw call.input().codes().invalid("Invalid keyId " + asked);
    }
    ObjectNode key = key(call, asked.startsWith("arn:") ? asked : call.arn("kms", "key/" + asked));
    if (!key.path("Arn").asText().contains(":" + call.principal().account() + ":")) {
      throw call.input().codes().denied("The key belongs to another account");
    }
    return Tree.object()
        .put("Policy", key.path("Policy").asText())
        .put("PolicyName", call.input().text("PolicyName", "default"));
  }

  private static String resource(String idOrAlias) {
    return idOrAlias.startsWith("alias/") ? idOrAlias : "key/" + idOrAlias;
  }

  private static ObjectNode key(Call call, String arn) {
    ObjectNode key = call.store().table(KEYS).get(arn);
    if (key == null) {
      throw call.input().codes().notFound("Key '" + arn + "' does not exist");
    }
    return key;
  }
}
