package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.own.EventRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/**
 * Event rules of the default bus, as EventBridge says it: a listing each of rules and of targets.
 */
record EventRules(Supplier<EventBridgeClient> events) {
  /** Pages of 100 rules: whoever may make rules decides how many there are. */
  private static final int MOST_PAGES = 5;

  /** The rules whose names begin like this. */
  Observed<List<EventRule>> beginning(String prefix) {
    return Read.of(
        "events:ListRules",
        prefix,
        () -> {
          List<EventRule> found = new ArrayList<>();
          @Nullable String token = null;
          for (int pages = 0; pages < MOST_PAGES; pages++) {
            @Nullable String next = token;
            ListRulesResponse page =
                events.get().listRules(it -> it.namePrefix(prefix).nextToken(next));
            listed(page.hasRules(), page.rules(), "Rules").stream()
                .map(
                    it ->
                        new EventRule(
                            require(it.name(), "Rules.Name"),
                            require(it.stateAsString(), "Rules.State")))
                .forEach(found::add);
            token = page.nextToken();
            if (token == null) {
              return new Present<>(found);
            }
          }
          return tooMany("events:ListRules " + prefix);
        });
  }

  /** The names of the rules that lead to a target; none where EventBridge knows no such target. */
  Observed<Set<String>> leadingTo(Arn target) {
    return Read.of(
        "events:ListRuleNamesByTarget",
        target.toString(),
        () -> {
          Set<String> found = new HashSet<>();
          @Nullable String token = null;
          for (int pages = 0; pages < MOST_PAGES; pages++) {
            @Nullable String next = token;
            try {
              ListRuleNamesByTargetResponse page =
                  events
                      .get()
                      .listRuleNamesByTarget(it -> it.targetArn(target.toString()).nextToken(next));
              found.addAll(listed(page.hasRuleNames(), page.ruleNames(), "RuleNames"));
              token = page.nextToken();
            } catch (ResourceNotFoundException _) {
              token = null;
            }
            if (token == null) {
              return new Present<>(found);
            }
          }
          return tooMany("events:ListRuleNamesByTarget " + target);
        });
  }

  private static <T> Observed<T> tooMany(String what) {
    return new Unreadable<>("%s: more than %d rules".formatted(what, 100 * MOST_PAGES), false);
  }
}
