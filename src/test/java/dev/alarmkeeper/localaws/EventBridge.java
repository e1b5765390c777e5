package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * EventBridge, as far as it takes events and tells of rules, which are there once they are added.
 */
public final class EventBridge implements Service {
  private static final Codes CODES =
      new Codes(
          "ValidationException",
          "AccessDeniedException",
          "ThrottlingException",
          "InternalException",
          "ResourceNotFoundException");
  private static final String TABLE = "events";
  private static final String RULES = "rules";
  private static final String TARGETS = "Targets";
  private static final int LARGEST_PAGE = 100;
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int BYTES_OF_TIME = 14;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Place home;
  private final AtomicInteger refusing = new AtomicInteger();

  EventBridge(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** Somebody makes a rule of the home account, or replaces it, which leads to these targets. */
  public void putRule(String name, String state, List<String> targets) {
    world.change(
        store -> {
          ObjectNode rule =
              Tree.object()
                  .put("Name", name)
                  .put("Arn", home.arn("events", "rule/" + name))
                  .put("State", state)
                  .put("EventBusName", "default");
          rule.put(TARGETS, String.join(" ", targets));
          home.table(store, RULES).put(name, rule);
        });
  }

  /** Somebody deletes a rule. */
  public void deleteRule(String name) {
    world.change(store -> home.table(store, RULES).remove(name));
  }

  /** What was taken so far, in that order, as PutEvents had it. */
  public List<ObjectNode> events() {
    return world.read(store -> List.copyOf(store.table(TABLE).values()));
  }

  /** The next so many entries are not taken, although the call that has them succeeds. */
  public void refuseEntries(int count) {
    refusing.set(count);
  }

  @Override
  public String prefix() {
    return "events";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "PutEvents",
        Operation.write(this::put),
        "ListRules",
        Operation.read(EventBridge::list),
        "ListRuleNamesByTarget",
        Operation.read(EventBridge::leadingTo));
  }

  private static ObjectNode list(Call call) {
    String prefix = call.input().text("NamePrefix", "");
    ObjectNode answer = Tree.object();
    Page page = page(call, it -> it.path("Name").asText().startsWith(prefix), answer);
    answer.set(
        "Rules",
        Tree.array(
            page.rows().values().stream()
                .map(it -> it.deepCopy().<ObjectNode>without(TARGETS))
                .toList()));
    return answer;
  }

  private static ObjectNode leadingTo(Call call) {
    String target = call.input().required("TargetArn");
    ObjectNode answer = Tree.object();
    Page page =
        page(
            call, it -> List.of(it.path(TARGETS).asText().split(" ", -1)).contains(target), answer);
    var names = answer.putArray("RuleNames");
    page.rows().keySet().forEach(names::add);
    return answer;
  }

  private static Page page(Call call, Predicate<ObjectNode> isMeant, ObjectNode answer) {
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    call.table(RULES)
        .forEach(
            (name, rule) -> {
              if (isMeant.test(rule)) {
                found.put(name, rule);
              }
            });
    int size = call.input().number("Limit", LARGEST_PAGE, 1, LARGEST_PAGE);
    Page page = Page.of(found, call.input(), "NextToken", size);
    page.next().ifPresent(it -> answer.put("NextToken", it));
    return page;
  }

  private ObjectNode put(Call call) {
    List<JsonNode> entries = call.input().list("Entries", 1, MOST_ENTRIES);
    if (entries.stream().mapToInt(EventBridge::bytes).sum() > MOST_BYTES) {
      throw CODES.invalid("Total size of the entries in the request is over the limit.");
    }
    NavigableMap<String, ObjectNode> taken = call.store().table(TABLE);
    List<ObjectNode> answers = new ArrayList<>();
    int failed = 0;
    for (JsonNode entry : entries) {
      if (refusing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        failed++;
        answers.add(
            Tree.object().put("ErrorCode", "InternalFailure").put("ErrorMessage", "it broke"));
      } else if (!isJson(entry.path("Detail").asText())) {
        failed++;
        answers.add(
            Tree.object()
                .put("ErrorCode", "MalformedDetail")
                .put("ErrorMessage", "Detail is malformed."));
      } else {
        taken.put("%09d".formatted(taken.size()), entry.deepCopy());
        answers.add(Tree.object().put("EventId", UUID.randomUUID().toString()));
      }
    }
    ObjectNode answer = Tree.object().put("FailedEntryCount", failed);
    answer.set("Entries", Tree.array(answers));
    return answer;
  }

  /** Source: EventBridge User Guide, "Calculating PutEvents event entry size". */
  private static int bytes(JsonNode entry) {
    int bytes = entry.has("Time") ? BYTES_OF_TIME : 0;
    for (String field : List.of("Source", "DetailType", "Detail")) {
      bytes += entry.path(field).asText().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  private static boolean isJson(String detail) {
    try {
      return JSON.readTree(detail).isObject();
    } catch (JsonProcessingException _) {
      return false;
    }
  }
}
