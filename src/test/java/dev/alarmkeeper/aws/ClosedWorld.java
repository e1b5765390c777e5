package dev.alarmkeeper.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is written down about each member of AWS's answers, in {@code closed-world.txt}: by which
 * rule it is judged, or why it is left aside.
 *
 * @param sections the rows by the answer, enumeration or map of attributes that they are about
 */
record ClosedWorld(Map<String, List<Row>> sections) {
  private static final String JUDGED = " -> ";
  private static final String ASIDE = " -- ";

  /**
   * What is said of some members.
   *
   * @param members {@code Type.member}, {@code Type.*} for all of a type, or an attribute's name
   * @param judged whether a rule judges them; else they are left aside
   * @param words the rules as {@code link: field; link: field}, or the reason
   */
  record Row(List<String> members, boolean judged, String words) {
    /** The rules that judge them. */
    List<String> rules() {
      return judged ? List.of(words.split("; ")) : List.of();
    }

    boolean isAbout(String member) {
      return members.contains(member)
          || members.contains(member.substring(0, member.indexOf('.') + 1) + "*");
    }
  }

  static ClosedWorld read() {
    Map<String, List<Row>> sections = new LinkedHashMap<>();
    List<Row> current = List.of();
    for (String line : text().lines().toList()) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        if (sections.put(line.substring(1, line.length() - 1), current) != null) {
          throw new IllegalStateException("two sections " + line);
        }
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        current.add(row(line));
      }
    }
    return new ClosedWorld(sections);
  }

  private static Row row(String line) {
    boolean judged = line.contains(JUDGED);
    String[] parts = line.split(judged ? JUDGED : ASIDE, 2);
    if (parts.length != 2) {
      throw new IllegalStateException("neither judged nor left aside: " + line);
    }
    return new Row(List.of(parts[0].split(", ")), judged, parts[1]);
  }

  private static String text() {
    try (InputStream rows = ClosedWorld.class.getResourceAsStream("closed-world.txt")) {
      return new String(Objects.requireNonNull(rows).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
