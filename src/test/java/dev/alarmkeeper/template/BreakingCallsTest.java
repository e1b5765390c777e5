package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What wakes us can be a cause, or it is said why not. */
class BreakingCallsTest {
  @Test
  void everyOperationThatWakesIsInTheTableOrLeftAsideInWords() {
    Stack stack =
        Template.main()
            .deploy(Map.of("ConfigRuleName", "chain", "OverridesParameter", "/overrides"));
    Set<String> waking = new TreeSet<>();
    for (JsonNode rule : stack.ofType("AWS::Events::Rule").values()) {
      for (JsonNode names : rule.findValues("eventName")) {
        for (JsonNode name : names) {
          waking.add(name.isTextual() ? name.asText() : name.path("prefix").asText() + "*");
        }
      }
    }
    assertThat(waking).hasSizeGreaterThan(20).doesNotContain("*");

    waking.removeAll(BreakingCalls.operations());
    waking.removeAll(CallsLeftAside.reasons().keySet());

    assertThat(waking)
        .as("operations of template.yaml that BreakingCalls has in no row and does not leave aside")
        .isEmpty();
  }

  @Test
  void nothingIsBothInTheTableAndLeftAside() {
    assertThat(CallsLeftAside.reasons().keySet())
        .doesNotContainAnyElementsOf(BreakingCalls.operations());
  }

  @Test
  void whatIsLeftAsideSaysWhy() {
    assertThat(CallsLeftAside.reasons().values()).allMatch(it -> it.length() > 15);
  }
}
