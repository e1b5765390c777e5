package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.evidence.drill.Heard.Act;
import dev.alarmkeeper.evidence.drill.Heard.Turn;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;

/**
 * What an item of an alarm's history says. The API calls its data "in JSON format" and shows what
 * is in it by examples alone: where it is not as they are, the summary's words tell. Sources:
 * CloudWatch API, "AlarmHistoryItem"; AWS CLI, "describe-alarm-history", Examples; AWS re:Post,
 * "Why didn't I receive an SNS notification for my CloudWatch alarm trigger?".
 */
final class HistoryItems {
  private static final String SUCCESS = "Succeeded";
  private static final Set<String> ENDED = Set.of(SUCCESS, "Failed");
  private static final Pattern UPDATED = Pattern.compile(".*updated from \\w+ to (\\w+).*");
  private static final Pattern FAILED =
      Pattern.compile("Failed to execute action (\\S+?)\\.? Received error: \"?(.*?)\"?");
  private static final Pattern SUCCEEDED = Pattern.compile("Successfully executed action (\\S+)");

  private HistoryItems() {}

  /** A change of state; empty where the item is about something else. */
  static Optional<Turn> turn(AlarmHistoryItem item) {
    if (item.historyItemType() != HistoryItemType.STATE_UPDATE) {
      return Optional.empty();
    }
    Optional<String> state = data(item).text("newState", "stateValue");
    if (state.isEmpty()) {
      Matcher updated = UPDATED.matcher(summary(item));
      state = updated.matches() ? Optional.of(updated.group(1)) : Optional.empty();
    }
    Instant at = require(item.timestamp(), "Timestamp");
    return Optional.of(new Turn(at, require(state.orElse(null), "newState")));
  }

  /** An action for a topic; empty where the item is about something else. */
  static Optional<Act> act(AlarmHistoryItem item, String topic) {
    if (item.historyItemType() != HistoryItemType.ACTION) {
      return Optional.empty();
    }
    Instant at = require(item.timestamp(), "Timestamp");
    JsonFields data = data(item);
    Optional<String> ended = data.text("actionState");
    if (ended.isPresent() && data.text("notificationResource").isPresent()) {
      return data.text("notificationResource")
          .filter(topic::equals)
          // Of what is under way nothing is known yet.
          .filter(_ -> ENDED.contains(ended.get()))
          .map(_ -> new Act(at, ended.get().equals(SUCCESS), error(data, item)));
    }
    Matcher succeeded = SUCCEEDED.matcher(summary(item));
    if (succeeded.matches()) {
      return Optional.of(new Act(at, true, "")).filter(_ -> succeeded.group(1).equals(topic));
    }
    Matcher failed = FAILED.matcher(summary(item));
    return failed.matches() && failed.group(1).equals(topic)
        ? Optional.of(new Act(at, false, safe(failed.group(2))))
        : Optional.empty();
  }

  private static String error(JsonFields data, AlarmHistoryItem item) {
    Matcher failed = FAILED.matcher(summary(item));
    return safe(data.text("error").orElseGet(() -> failed.matches() ? failed.group(2) : ""));
  }

  private static String safe(String text) {
    return UntrustedText.safe(text, UntrustedText.SHORT);
  }

  private static String summary(AlarmHistoryItem item) {
    return Optional.ofNullable(item.historySummary()).orElse("");
  }

  private static JsonFields data(AlarmHistoryItem item) {
    try {
      return new JsonFields(Json.object(Optional.ofNullable(item.historyData()).orElse("{}")));
    } catch (JsonException _) {
      return JsonFields.EMPTY;
    }
  }
}
