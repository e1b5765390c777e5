package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages for people: what happened, in words that read well on a phone; an empty line; and on the
 * last line the same as JSON.
 */
final class Messages {
  /** Source: Amazon SNS API, Publish. */
  private static final int LONGEST_SUBJECT = 100;

  /** The words' share of the 256 KB that SNS takes; the JSON's is less than the rest. */
  private static final int MOST_BYTES_OF_WORDS = 75_000;

  /** Characters of a line; a command may be as long as the policy that it writes. */
  private static final int LONGEST_LINE = 8_000;

  private Messages() {}

  /** What became of an incident. */
  static Notice of(Incident incident, Announcement what, Instant now) {
    String head = what.name().replace('_', ' ') + " " + Phrases.of(incident.subject().link());
    return new Notice(
        subject(head + " " + incident.subject().name(), incident.account()),
        body(IncidentText.of(incident, what, now), IncidentJson.of(incident, now)));
  }

  /** About something else than an incident. */
  static Notice of(String head, Account account, List<String> lines, Map<String, ?> json) {
    return new Notice(subject(head, account), body(lines, new LinkedHashMap<>(json)));
  }

  /** Much at once. */
  static Notice of(Digest digest) {
    String head = Phrases.count(digest.told().size(), "thing") + ": " + digest.counts();
    return new Notice(subject(head, digest.account()), body(digest.lines(), digest.json()));
  }

  /** What was missed. */
  static Notice of(MissedActivity activity) {
    String head = "MISSED " + Phrases.count(activity.events().size(), "root event");
    String part =
        activity.parts() == 1 ? "" : ", part %d of %d".formatted(activity.part(), activity.parts());
    return new Notice(
        subject(head + part, activity.incident().account()),
        body(MissedText.of(activity), activity.json()));
  }

  /** What is too long is shortened in its middle part, which ends with the link's name. */
  private static String subject(String what, Account account) {
    String where = " (%s %s)".formatted(account.id(), shortened(account.region(), 25));
    String begin = "alarmkeeper: ";
    return begin + shortened(what, LONGEST_SUBJECT - begin.length() - where.length()) + where;
  }

  private static String shortened(String text, int length) {
    String ascii =
        text.codePoints()
            .mapToObj(it -> it >= ' ' && it <= '~' ? Character.toString(it) : "?")
            .collect(Collectors.joining());
    return ascii.length() <= length ? ascii : ascii.substring(0, length - 3) + "...";
  }

  private static String body(List<String> lines, Map<String, @Nullable Object> json) {
    StringBuilder words = new StringBuilder();
    int bytes = 0;
    for (String line : lines) {
      String safe = UntrustedText.safe(line, LONGEST_LINE);
      bytes += safe.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes > MOST_BYTES_OF_WORDS) {
        words.append("Cut here; there is more in the JSON below.\n");
        break;
      }
      words.append(safe).append('\n');
    }
    return words.append('\n').append(Json.text(json)).append('\n').toString();
  }
}
