package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** AWS Config: rules and the evaluations that they are given. */
public final class Config implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidParameterValueException",
          "AccessDeniedException",
          "ThrottlingException",
          "InternalFailure",
          "NoSuchConfigRuleException");
  private static final String RULES = "config rules";
  private static final String TOKENS = "result tokens";
  private static final String EVALUATIONS = "evaluations";
  private static final List<String> COMPLIANCES =
      List.of("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE");
  private static final Pattern ANY = Pattern.compile("(?s).*");

  private final World world;
  private final Place home;

  Config(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /** A token as a rule's invocation carries it: PutEvaluations accepts no other. */
  public String resultToken() {
    String token = UUID.randomUUID().toString();
    world.change(store -> home.table(store, TOKENS).put(token, Tree.object()));
    return token;
  }

  /** The evaluations put so far, in that order, as they were put. */
  public List<ObjectNode> evaluations() {
    return world.read(store -> List.copyOf(home.table(store, EVALUATIONS).values()));
  }

  @Override
  public String prefix() {
    return "config";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "PutEvaluations", Operation.write(Config::evaluate),
        "PutConfigRule", Operation.command(Config::putRule),
        "DescribeConfigRules", Operation.read(Config::describe),
        "StartConfigRulesEvaluation", Operation.command(call -> rules(call, 1)));
  }

  private static ObjectNode evaluate(Call call) {
    Input input = call.input();
    String token = input.required("ResultToken");
    List<JsonNode> evaluations = input.list("Evaluations", 0, 100);
    evaluations.forEach(evaluation -> check(input.in(evaluation)));
    ObjectNode answer = Tree.object();
    answer.putArray("FailedEvaluations");
    if (input.flag("TestMode", false)) {
      return answer;
    }
    if (!call.exists(TOKENS, token)) {
      throw AwsError.refused("InvalidResultTokenException", "The result token is invalid.");
    }
    NavigableMap<String, ObjectNode> table = call.table(EVALUATIONS);
    evaluations.forEach(
        evaluation -> table.put("%09d".formatted(table.size()), (ObjectNode) evaluation));
    return answer;
  }

  private static void check(Input evaluation) {
    String type = evaluation.required("ComplianceResourceType");
    evaluation.check("ComplianceResourceType", type, 1, 256, ANY);
    String id = evaluation.required("ComplianceResourceId");
    evaluation.check("ComplianceResourceId", id, 1, 768, ANY);
    evaluation.required("OrderingTimestamp");
    evaluation.required("ComplianceType");
    evaluation.checkOneOf("ComplianceType", COMPLIANCES);
    if (evaluation.has("Annotation")) {
      evaluation.check("Annotation", evaluation.text("Annotation", ""), 1, 256, ANY);
    }
  }

  private static void putRule(Call call) {
    Input rule = call.input().in(call.input().node("ConfigRule"));
    String name = rule.required("ConfigRuleName");
    ObjectNode row = rule.parameters().deepCopy();
    row.put("ConfigRuleArn", call.arn("config", "config-rule/config-rule-" + name))
        .put("ConfigRuleId", "config-rule-" + name)
        .put("ConfigRuleState", "ACTIVE");
    call.table(RULES).put(name, row);
  }

  private static ObjectNode describe(Call call) {
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    rules(call, 0).forEach(rule -> found.put(rule.path("ConfigRuleName").asText(), rule));
    return Page.of(found, call.input(), "NextToken", 25).answer("ConfigRules", "NextToken");
  }

  /**
   * The rules that {@code ConfigRuleNames} names, all if it names none; refused if one is not
   * there.
   */
  private static List<ObjectNode> rules(Call call, int least) {
    List<ObjectNode> rules = new ArrayList<>();
    for (String name : call.input().texts("ConfigRuleNames", least, 25)) {
      ObjectNode rule = call.table(RULES).get(name);
      if (rule == null) {
        throw CODES.notFound("The ConfigRule '" + name + "' provided in the request is invalid.");
      }
      rules.add(rule);
    }
    return rules.isEmpty() ? List.copyOf(call.table(RULES).values()) : rules;
  }
}
