package dev.alarmkeeper.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What became of one invocation. */
public sealed interface Answer {
  /** The function returned this text. */
  record Returned(String text) implements Answer {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The answer as JSON.
     *
     * @throws IllegalStateException if it is none
     */
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the answer is no JSON: " + text, e);
      }
    }
  }

  /**
   * The function threw.
   *
   * @param type the exception's class name
   */
  record Threw(String type, String message) implements Answer {}
}
