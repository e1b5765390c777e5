package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One page of a listing and the token of the next. The token names the last key seen, so that a
 * listing goes on where it stopped even when something was deleted between two pages.
 */
record Page(NavigableMap<String, ObjectNode> rows, Optional<String> next) {
  /** The page after the token in the parameter {@code tokenName}, or the first one. */
  static Page of(NavigableMap<String, ObjectNode> all, Input input, String tokenName, int size) {
    NavigableMap<String, ObjectNode> rest =
        input
            .text(tokenName)
            .map(token -> all.tailMap(decode(token, input.codes()), false))
            .orElse(all);
    if (rest.size() <= size) {
      return new Page(new TreeMap<>(rest), Optional.empty());
    }
    String last = rest.keySet().stream().skip(size - 1L).findFirst().orElseThrow();
    return new Page(new TreeMap<>(rest.headMap(last, true)), Optional.of(encode(last)));
  }

  /** The answer that carries the page under {@code name}, with the token if there is one. */
  ObjectNode answer(String name, String tokenName) {
    ObjectNode answer = Tree.object();
    answer.set(name, Tree.array(rows.values()));
    next.ifPresent(token -> answer.put(tokenName, token));
    return answer;
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(UTF_8));
  }

  private static String decode(String token, Codes codes) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    } catch (IllegalArgumentException e) {
      throw codes.invalid("The specified token is invalid: " + token);
    }
  }
}
