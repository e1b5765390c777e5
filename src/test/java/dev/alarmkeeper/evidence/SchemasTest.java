package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What machines get is as the schemas say. */
class SchemasTest {
  private static final String ARN = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Story story = new Story();

  /** A story with everything that is told: broken, repaired, missed, fought for, a person's. */
  private void everythingHappens() {
    story.run();
    for (int i = 1; i <= LinkRecord.FIGHT; i++) {
      Cause deletion = story.later(MINUTE).deleteFilter(ARN);
      story.later(MINUTE).rootSignsIn("in-" + i);
      story.later(MINUTE).run(deletion);
    }
    var mute = new MuteRule("quiet-weekend", true, List.of(), "cron(0 0 * * SAT) for P2D");
    story.chain.muteRules = new Present<>(List.of(mute));
    story.later(MINUTE).run();
    story.chain.muteRules = new Present<>(List.of());
    var change =
        story
            .later(MINUTE)
            .call(
                "events.amazonaws.com",
                "DisableRule",
                ARN,
                "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
    story.outside.records.add(change);
    story.later(MINUTE).run(Story.cause(change));
  }

  @Test
  void everyEventIsAsTheSchemaOfItsSortSays() {
    everythingHappens();
    assertThat(story.published())
        .contains("Chain Drifted", "Chain Repaired", "Needs Person", "Missed Root Activity");
    for (EventBus.Event event : story.outside.events) {
      JsonSchema schema = Schemas.of(event.detailType().toLowerCase(Locale.ROOT).replace(' ', '-'));
      assertThat(Schemas.problems(schema, Json.text(event.detail())))
          .as(event.detailType())
          .isEmpty();
    }
  }

  @Test
  void everyIncidentIsAsItsSchemaSaysInTheTableToo() {
    everythingHappens();
    JsonSchema schema = Schemas.of("incident");
    List<JsonFields> kept =
        Stream.concat(
                story.kept(StoredDocuments.DRIFT).stream().map(it -> it.object("incident")),
                story.kept(StoredDocuments.INCIDENT).stream())
            .toList();
    assertThat(kept).hasSizeGreaterThan(2);
    for (JsonFields incident : kept) {
      assertThat(Schemas.problems(schema, Json.text(incident.json()))).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          another version            | chain-repaired       | "schema":2             | "schema":3
          no version                 | incident             | "schema":2,            |
          of another sort            | chain-drifted        |                        |
          of another sort, a person's| needs-person         |                        |
          an unknown field           | incident             | "schema":2             | "schema":2,"more":1
          an unknown field of events | chain-repaired       | "schema":2             | "schema":2,"more":1
          ended, but not when        | incident             | "ended":               | "over":
          open, but ended            | incident             | "state":"repaired"     | "state":"drifted"
          an unknown basis           | incident             | "broken_since_is":"last_verified" | "broken_since_is":"guess"
          a time in words            | incident             | "first_seen":"2026     | "first_seen":"in 2026
          no actor's name, but one   | incident             | "actor":"              | "actor":7,"x":"
          a missed event without id  | missed-root-activity | "event_id"             | "id"
          more than was searched     | missed-root-activity | "not_covered":[        | "not":[
          no place                   | missed-root-activity | "places":["CloudTrail/logs"] | "places":[]
          """)
  void theSchemasRefuseWhatIsWrong(
      String what, String schema, @Nullable String right, @Nullable String wrong) {
    everythingHappens();
    String sort = schema.equals("missed-root-activity") ? "Missed Root Activity" : "Chain Repaired";
    String text =
        story.outside.events.stream()
            .filter(it -> it.detailType().equals(sort))
            .map(it -> Json.text(it.detail()))
            .findFirst()
            .orElseThrow();
    String incident = text.replace("\"announcement\":\"repaired\",", "");
    String sent = schema.equals("incident") ? incident : text;
    String changed = right == null ? sent : sent.replace(right, wrong == null ? "" : wrong);
    if (right != null) {
      assertThat(changed).isNotEqualTo(sent);
      assertThat(Schemas.problems(Schemas.of(schema), sent)).isEmpty();
    }
    assertThat(Schemas.problems(Schemas.of(schema), changed)).isNotEmpty();
  }
}
