package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * What CloudTrail recorded, from the log group and from the event history. Sources: CloudWatch Logs
 * API, FilterLogEvents; CloudTrail API, LookupEvents.
 */
public final class CloudTrailHistory implements EventHistory {
  private static final int LARGEST_PAGE = 50;

  private final CloudWatchLogsClient logs;
  private final Function<String, CloudTrailClient> cloudTrail;
  private final Map<String, CloudTrailClient> byRegion = new ConcurrentHashMap<>();
  private final Pace pace;

  /**
   * Asks through these clients.
   *
   * @param cloudTrail gives a Region's client, and is asked once for each Region that is needed
   */
  public CloudTrailHistory(
      CloudWatchLogsClient logs, Function<String, CloudTrailClient> cloudTrail, Pace pace) {
    this.logs = logs;
    this.cloudTrail = cloudTrail;
    this.pace = pace;
  }

  @Override
  public Observed<Page> delivered(
      String logGroup, String pattern, Window window, Optional<String> token) {
    return Read.of(
        "logs:FilterLogEvents",
        logGroup,
        () -> {
          FilterLogEventsResponse page;
          try {
            page =
                logs.filterLogEvents(
                    it ->
                        it.logGroupName(logGroup)
                            .filterPattern(pattern)
                            .startTime(window.from().toEpochMilli())
                            .endTime(window.to().toEpochMilli())
                            .nextToken(token.orElse(null)));
          } catch (ResourceNotFoundException _) {
            return new Absent<>();
          }
          if (!page.hasEvents()) {
            throw new MalformedAnswerException("the answer has no events");
          }
          return new Present<>(
              new Page(
                  page.events().stream()
                      .map(
                          it ->
                              recorded(
                                  it.message(),
                                  Optional.ofNullable(it.ingestionTime())
                                      .map(Instant::ofEpochMilli)))
                      .toList(),
                  Optional.ofNullable(page.nextToken())));
        });
  }

  @Override
  public Observed<Page> remembered(
      String region, Attribute by, String value, Window window, Optional<String> token) {
    return Read.of(
        "cloudtrail:LookupEvents",
        region,
        () -> {
          pace.await("LookupEvents " + region);
          var page =
              byRegion
                  .computeIfAbsent(region, cloudTrail)
                  .lookupEvents(
                      it ->
                          it.lookupAttributes(attribute(by, value))
                              .startTime(window.from())
                              .endTime(window.to())
                              .maxResults(LARGEST_PAGE)
                              .nextToken(token.orElse(null)));
          if (!page.hasEvents()) {
            throw new MalformedAnswerException("the answer has no Events");
          }
          return new Present<>(
              new Page(
                  page.events().stream()
                      .map(it -> recorded(it.cloudTrailEvent(), Optional.empty()))
                      .toList(),
                  Optional.ofNullable(page.nextToken())));
        });
  }

  private static LookupAttribute attribute(Attribute by, String value) {
    return LookupAttribute.builder().attributeKey(by.spelling()).attributeValue(value).build();
  }

  /** One record that is no JSON must not hide the others of its page, nor be lost itself. */
  private static Recorded recorded(@Nullable String text, Optional<Instant> ingested) {
    try {
      return new Recorded(Json.object(require(text, "record")), ingested);
    } catch (JsonException | MalformedAnswerException _) {
      return new Recorded(Map.of(), ingested);
    }
  }
}
