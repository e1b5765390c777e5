package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Link;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A risk that an owner takes: one value of one field, for a reason and a time. It comes from the
 * overrides document and from nothing else.
 *
 * @param link the link of the finding, as the report has it
 * @param name the name of the finding, as the report has it
 * @param field the field of the difference
 * @param observed the value that is accepted; any other is none that somebody accepted
 * @param because why
 * @param until the last day, in UTC, on which it holds
 */
public record Acceptance(
    Link link, String name, String field, String observed, String because, LocalDate until) {
  private static final int LONGEST = 1_300;
  private static final List<String> FIELDS =
      List.of("link", "name", "field", "observed", "because", "until");

  /** Whether it no longer holds. */
  public boolean isOver(Instant at) {
    return !at.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** What a document accepts; what is wrong in it is among its faults. */
  static List<Acceptance> read(Node accept) {
    List<Acceptance> all = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Node node : accept.items()) {
      one(node)
          .ifPresent(
              it -> {
                if (!seen.add(List.of(it.link(), it.name(), it.field(), it.observed()))) {
                  node.fault("each value of a field accepted once");
                }
                all.add(it);
              });
    }
    return all;
  }

  private static Optional<Acceptance> one(Node node) {
    Map<String, Node> members = node.members(FIELDS);
    Optional<Link> link = required(node, members, "link").flatMap(Acceptance::link);
    Optional<String> name = text(node, members, "name", LONGEST);
    Optional<String> field = text(node, members, "field", 100);
    Optional<String> observed = text(node, members, "observed", LONGEST);
    Optional<String> because = text(node, members, "because", 500);
    Optional<LocalDate> until = required(node, members, "until").flatMap(Acceptance::day);
    return Stream.of(link, name, field, observed, because, until).allMatch(Optional::isPresent)
        ? Optional.of(
            new Acceptance(
                link.get(), name.get(), field.get(), observed.get(), because.get(), until.get()))
        : Optional.empty();
  }

  private static Optional<Link> link(Node node) {
    List<String> names =
        Link.ofChain().stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    String want = "one of " + String.join(", ", names);
    return node.text(String.join("|", names), want)
        .map(it -> Link.valueOf(it.toUpperCase(Locale.ROOT)));
  }

  private static Optional<LocalDate> day(Node node) {
    String want = "a day, such as 2027-03-31";
    Optional<String> text = node.text("\\d{4}-\\d{2}-\\d{2}", want);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException _) {
      node.fault(want);
      return Optional.empty();
    }
  }

  private static Optional<String> text(
      Node node, Map<String, Node> members, String name, int longest) {
    String form = "[^\\p{Cntrl}]{1," + longest + "}";
    return required(node, members, name)
        .flatMap(it -> it.text(form, "1 to " + longest + " characters"));
  }

  private static Optional<Node> required(Node node, Map<String, Node> members, String name) {
    Optional<Node> member = Overrides.ifThere(members, name);
    if (member.isEmpty()) {
      node.fault("the field " + name);
    }
    return member;
  }
}
