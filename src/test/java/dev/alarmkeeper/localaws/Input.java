package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters of a request, read with the checks that AWS makes. A parameter that breaks its
 * constraint is refused with the service's own code for invalid parameters.
 */
record Input(ObjectNode parameters, Codes codes) {
  boolean has(String name) {
    return parameters.hasNonNull(name);
  }

  JsonNode node(String name) {
    return parameters.path(name);
  }

  Optional<String> text(String name) {
    return has(name) ? Optional.of(node(name).asText()) : Optional.empty();
  }

  String text(String name, String fallback) {
    return text(name).orElse(fallback);
  }

  /** A parameter that must be there; it may be empty. */
  String required(String name) {
    return text(name).orElseThrow(() -> invalid(name, "null", "Member must not be null"));
  }

  /** A required parameter of 1 to {@code longest} characters that match {@code pattern} wholly. */
  String named(String name, int longest, Pattern pattern) {
    String value = required(name);
    check(name, value, 1, longest, pattern);
    return value;
  }

  void check(String name, String value, int shortest, int longest, Pattern pattern) {
    checkLength(name, value, shortest, longest);
    if (!pattern.matcher(value).matches()) {
      throw invalid(name, value, "Member must satisfy regular expression pattern: " + pattern);
    }
  }

  void checkLength(String name, String value, int shortest, int longest) {
    if (value.length() < shortest) {
      throw invalid(name, value, "Member must have length greater than or equal to " + shortest);
    }
    if (value.length() > longest) {
      throw invalid(name, value, "Member must have length less than or equal to " + longest);
    }
  }

  /** Checks a parameter that may be absent against a closed list. */
  void checkOneOf(String name, Collection<String> allowed) {
    text(name)
        .filter(value -> !allowed.contains(value))
        .ifPresent(
            value -> {
              throw invalid(name, value, "Member must satisfy enum value set: " + allowed);
            });
  }

  /** A whole number within bounds, or the fallback when absent. */
  int number(String name, int fallback, int least, int most) {
    int value = has(name) ? node(name).asInt() : fallback;
    if (value < least || value > most) {
      throw invalid(name, value, "Member must have value between " + least + " and " + most);
    }
    return value;
  }

  boolean flag(String name, boolean fallback) {
    return has(name) ? node(name).asBoolean() : fallback;
  }

  Optional<Instant> time(String name) {
    return has(name)
        ? Optional.of(Instant.ofEpochMilli(Math.round(node(name).asDouble() * 1000)))
        : Optional.empty();
  }

  /** A list of {@code least} to {@code most} elements; absent counts as empty. */
  List<JsonNode> list(String name, int least, int most) {
    List<JsonNode> items = node(name).valueStream().toList();
    if (items.size() < least || items.size() > most) {
      throw invalid(
          name, items.size(), "Member must have between " + least + " and " + most + " elements");
    }
    return items;
  }

  List<String> texts(String name, int least, int most) {
    return list(name, least, most).stream().map(JsonNode::asText).toList();
  }

  /** The members of a structure, read with the same checks. */
  Input in(JsonNode structure) {
    return new Input(structure instanceof ObjectNode object ? object : Tree.object(), codes);
  }

  /** A copy of those of the named parameters that were given. */
  ObjectNode only(String... names) {
    ObjectNode copy = Tree.object();
    Stream.of(names).filter(this::has).forEach(name -> copy.set(name, node(name).deepCopy()));
    return copy;
  }

  AwsError invalid(String name, Object value, String constraint) {
    return codes.invalid(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, name, constraint));
  }
}
