package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** KMS, as far as it tells of keys: ids, ARNs and aliases, states and policies. */
public final class Kms implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationException",
          "AccessDeniedException",
          "ThrottlingException",
          "KMSInternalException",
          "NotFoundException");
  private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
  private static final ObjectMapper JSON = new ObjectMapper();
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
                      .put("KeyUsage", "ENCRYPT_DECRYPT")
                      .put("KeySpec", "SYMMETRIC_DEFAULT")
                      .put("Policy", policy));
          store.table(ALIASES).put(home.arn("kms", alias), Tree.object().put("Key", arn));
        });
    return arn;
  }

  /** Adds an enabled key of this ARN, without a policy; of another account's, no more is shown. */
  public void addKeyOf(String arn) {
    world.change(
        store ->
            store
                .table(KEYS)
                .put(
                    arn,
                    Tree.object()
                        .put("Arn", arn)
                        .put("KeyState", "Enabled")
                        .put("KeyUsage", "ENCRYPT_DECRYPT")
                        .put("KeySpec", "SYMMETRIC_DEFAULT")));
  }

  /** Somebody replaces the policy of a key. */
  public void putPolicy(String keyArn, String policy) {
    change(keyArn, "Policy", policy);
  }

  /** Somebody disables a key ({@code Disabled}), or has it deleted ({@code PendingDeletion}). */
  public void putState(String keyArn, String state) {
    change(keyArn, "KeyState", state);
  }

  /** A key is, or was, made for something else: what it is made for never changes. */
  public void putUse(String keyArn, String usage, String spec) {
    change(keyArn, "KeyUsage", usage);
    change(keyArn, "KeySpec", spec);
  }

  /** Somebody lets an alias point to another key. */
  public void updateAlias(String alias, String keyArn) {
    world.change(
        store ->
            store.table(ALIASES).put(home.arn("kms", alias), Tree.object().put("Key", keyArn)));
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

  /**
   * Why SNS cannot encrypt a message of CloudWatch's for a topic with this key, if it cannot. <a
   * href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">Key management</a>:
   * the publishing service needs {@code kms:GenerateDataKey*} and {@code kms:Decrypt}.
   */
  static Optional<String> refusal(
      Place place, Store store, String asked, String topic, String alarmArn) {
    return refusal(
        place,
        store,
        asked,
        (action, key) ->
            Notification.asked(place, store, action, key, alarmArn)
                .with("kms:encryptioncontext:aws:sns:topicarn", topic));
  }

  /** Whether data can be encrypted with a key; without one it can, and what is elsewhere may be. */
  static boolean isUsable(Store store, String arn) {
    ObjectNode key = store.table(KEYS).get(arn);
    return key == null || key.path("KeyState").asText().equals("Enabled");
  }

  /** Why a service that asks like this cannot encrypt with this key, if it cannot. */
  static Optional<String> refusal(
      Place place,
      Store store,
      String asked,
      BiFunction<String, String, Permissions.Asked> asking) {
    String arn = asked.startsWith("arn:") ? asked : place.arn("kms", resource(asked));
    ObjectNode alias = store.table(ALIASES).get(arn);
    ObjectNode key = store.table(KEYS).get(alias == null ? arn : alias.path("Key").asText());
    if (key == null) {
      // AWS's own key for SNS is none of these: its policy lets no service in.
      return Optional.of("KMSNotFoundException: " + asked);
    }
    if (!key.path("KeyState").asText().equals("Enabled")) {
      return Optional.of("KMSDisabledException: " + key.path("KeyState").asText());
    }
    if (!key.path("KeyUsage").asText("ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")
        || !key.path("KeySpec").asText(SYMMETRIC).equals(SYMMETRIC)) {
      return Optional.of("KMSInvalidStateException: no symmetric encryption key");
    }
    for (String action : List.of("kms:GenerateDataKey", "kms:Decrypt")) {
      if (!Permissions.allows(policyOf(key), asking.apply(action, key.path("Arn").asText()))) {
        return Optional.of("KMSAccessDeniedException: " + action);
      }
    }
    return Optional.empty();
  }

  private static JsonNode policyOf(ObjectNode key) {
    try {
      return JSON.readTree(key.path("Policy").asText("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the policy of " + key, e);
    }
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
