package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.text.JsonFields;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The chain in one line: a mark for each link, in the order in which a root login runs through. */
public record Chain(Map<Link, Mark> marks) {
  /** A chain of which every link is in force. */
  public static Chain whole() {
    Map<Link, Mark> marks = new EnumMap<>(Link.class);
    for (Link link : Link.ofChain()) {
      marks.put(link, Mark.WHOLE);
    }
    return new Chain(marks);
  }

  /** The chain as a report leaves it; what was repaired counts as whole. */
  static Chain of(JsonFields report) {
    Map<Link, Mark> marks = whole().marks();
    for (JsonFields finding : report.objects("findings")) {
      finding
          .text("link")
          .map(it -> Link.valueOf(it.toUpperCase(Locale.ROOT)))
          .ifPresent(link -> marks.merge(link, mark(finding), Chain::worse));
    }
    return new Chain(marks);
  }

  /** The same chain, but these links are in that state. */
  public Chain but(Mark mark, Link... links) {
    Map<Link, Mark> changed = new EnumMap<>(marks);
    for (Link link : links) {
      changed.put(link, mark);
    }
    return new Chain(changed);
  }

  /** As people say it. */
  static String title(Link link) {
    return link == Link.SUBSCRIPTION ? "subscribers" : words(link.name());
  }

  static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Mark mark(JsonFields finding) {
    String remedy = finding.text("remedy").orElse("");
    String kind = finding.text("kind").orElse("");
    boolean done = finding.text("outcome").filter("done"::equals).isPresent();
    if (remedy.equals("note") || done) {
      return Mark.WHOLE;
    }
    return switch (kind) {
      case "unreadable" -> Mark.UNKNOWN;
      case "unsettled" -> Mark.WAITING;
      default -> remedy.equals("wait") ? Mark.WAITING : Mark.BROKEN;
    };
  }

  private static Mark worse(Mark one, Mark other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
