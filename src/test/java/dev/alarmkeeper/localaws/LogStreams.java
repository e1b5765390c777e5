package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Log streams, and events that anybody puts into them. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">
 * PutLogEvents</a>, <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html">
 * CreateLogStream</a>. Nothing documented keeps others than CloudTrail from putting events into a
 * group that a trail delivers to.
 */
final class LogStreams {
  private static final Pattern NAME = Pattern.compile("[^:*]*");
  private static final int LONGEST_NAME = 512;
  private static final int MOST_EVENTS = 10_000;
  private static final int LARGEST_BATCH = 1_048_576;
  private static final int BYTES_BESIDES = 26;
  private static final Duration FURTHEST_AHEAD = Duration.ofHours(2);
  private static final Duration OLDEST = Duration.ofDays(14);

  private LogStreams() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "CreateLogStream", Operation.command(LogStreams::create),
        "PutLogEvents", Operation.write(LogStreams::put));
  }

  private static String table(String group) {
    return "log streams of " + group;
  }

  /** A group that is created again has none. */
  static void forget(Call call, String group) {
    call.store().drop(call.place().tableName(table(group)));
  }

  private static void create(Call call) {
    String group = LogGroups.named(call).path("logGroupName").asText();
    String stream = call.input().named("logStreamName", LONGEST_NAME, NAME);
    if (call.exists(table(group), stream)) {
      throw AwsError.refused(
          "ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    call.table(table(group)).put(stream, Tree.object().put("logStreamName", stream));
  }

  private static ObjectNode put(Call call) {
    Input input = call.input();
    ObjectNode group = LogGroups.named(call);
    String name = group.path("logGroupName").asText();
    String stream = input.named("logStreamName", LONGEST_NAME, NAME);
    if (!call.exists(table(name), stream)) {
      throw input.codes().notFound("The specified log stream does not exist.");
    }
    List<JsonNode> events = input.list("logEvents", 1, MOST_EVENTS);
    check(input, events);
    Instant now = call.store().now();
    Instant kept =
        group.has("retentionInDays")
            ? now.minus(Duration.ofDays(group.path("retentionInDays").asLong()))
            : Instant.EPOCH;
    ObjectNode rejected = Tree.object();
    for (int i = 0; i < events.size(); i++) {
      Instant time = Instant.ofEpochMilli(events.get(i).path("timestamp").asLong());
      if (time.isAfter(now.plus(FURTHEST_AHEAD))) {
        if (!rejected.has("tooNewLogEventStartIndex")) {
          rejected.put("tooNewLogEventStartIndex", i);
        }
      } else if (time.isBefore(now.minus(OLDEST))) {
        rejected.put("tooOldLogEventEndIndex", i + 1);
      } else if (time.isBefore(kept)) {
        rejected.put("expiredLogEventEndIndex", i + 1);
      } else {
        LogEvents.ingest(
            call.place(), call.store(), name, stream, time, events.get(i).path("message").asText());
      }
    }
    // "The sequence token is now ignored", and still answered.
    ObjectNode answer = Tree.object().put("nextSequenceToken", "49" + now.toEpochMilli());
    if (!rejected.isEmpty()) {
      answer.set("rejectedLogEventsInfo", rejected);
    }
    return answer;
  }

  private static void check(Input input, List<JsonNode> events) {
    long last = 0;
    long bytes = 0;
    for (JsonNode event : events) {
      Input one = input.in(event);
      String message = one.required("message");
      one.checkLength("message", message, 1, LARGEST_BATCH);
      long time = Long.parseLong(one.required("timestamp"));
      if (time < last) {
        throw input
            .codes()
            .invalid("Log events in a single PutLogEvents request must be in chronological order.");
      }
      last = time;
      bytes += message.getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDES;
    }
    if (bytes > LARGEST_BATCH) {
      throw input.codes().invalid("Upload too large: " + bytes + " bytes exceeds limit");
    }
  }
}
