package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.evidence.incident.BreakingCalls;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What wakes us can be a cause, or it is said why not. */
class BreakingCallsTest {
  @Test
  void everyOperationThatWakesIsInTheTableOrLeftAsideInWords() {
    Set<String> waking = new TreeSet<>();
    for (JsonNode rule : Template.main().deploy(Map.of()).ofType("AWS::Events::Rule").values()) {
      for (JsonNode names : rule.findValues("eventName")) {
        for (JsonNode name : names) {
          waking.add(name.isTextual() ? name.asText() : name.path("prefix").asText() + "*");
        }
      }
    }
    assertThat(waking).hasSizeGreaterThan(20).doesNotContain("*");

    waking.removeAll(BreakingCalls.operations());
    waking.removeAll(BreakingCalls.leftAside().keySet());

    assertThat(waking)
        .as("operations of template.yaml that BreakingCalls has in no row and does not leave aside")
        .isEmpty();
  }

  @Test
  void whatIsLeftAsideSaysWhy() {
    assertThat(BreakingCalls.leftAside().values()).allMatch(it -> it.length() > 15);
  }
}
