package dev.alarmkeeper.control;

import dev.alarmkeeper.text.UntrustedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document that people write, and where it stands. What is wrong is gathered, so that
 * all faults can be told at once; a wrong value reads as an empty one.
 *
 * @param path such as {@code custom[0].pattern}
 * @param faults where faults are gathered
 */
record Node(String path, @Nullable Object value, List<String> faults) {
  static Node root(Map<String, ? extends @Nullable Object> document, List<String> faults) {
    return new Node("", document, faults);
  }

  /** Says what is wrong with the value: what it should be instead. */
  void fault(String want) {
    String shown =
        switch (value) {
          case null -> "null";
          case Map<?, ?> _ -> "an object";
          case List<?> _ -> "a list";
          case String text -> "\"" + UntrustedText.of(text) + "\"";
          default -> value.toString();
        };
    faults.add(
        "%s: got %s, want %s".formatted(path.isEmpty() ? "the document" : path, shown, want));
  }

  /** Every member by its name, whatever that is. */
  Map<String, Node> entries() {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            String shown = UntrustedText.of(String.valueOf(name)).toString();
            entries.put(
                String.valueOf(name),
                new Node(path.isEmpty() ? shown : path + "." + shown, member, faults));
          });
    } else {
      fault("an object");
    }
    return entries;
  }

  /** The members, of which there may be none but those named. */
  Map<String, Node> members(Collection<String> known) {
    Map<String, Node> members = entries();
    members.forEach(
        (name, member) -> {
          if (!known.contains(name)) {
            member.fault("no such field; known here are " + String.join(", ", known));
          }
        });
    return members;
  }

  List<Node> items() {
    List<Node> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(
          item -> items.add(new Node("%s[%d]".formatted(path, items.size()), item, faults)));
    } else {
      fault("a list");
    }
    return items;
  }

  /** A text of a form. */
  Optional<String> text(String form, String want) {
    if (value instanceof String text && text.matches(form)) {
      return Optional.of(text);
    }
    fault(want);
    return Optional.empty();
  }

  /** A whole number from 1. */
  Optional<Integer> count(int most) {
    if (value instanceof BigDecimal number
        && number.compareTo(BigDecimal.ONE) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0
        && number.remainder(BigDecimal.ONE).signum() == 0) {
      return Optional.of(number.intValueExact());
    }
    fault("a whole number from 1 to " + most);
    return Optional.empty();
  }

  Optional<Boolean> truth() {
    if (value instanceof Boolean truth) {
      return Optional.of(truth);
    }
    fault("true or false");
    return Optional.empty();
  }
}
