package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the saved queries and the dashboard ask the log for is what the log has. */
class QueriesTest {
  private static final Pattern FIELD = Pattern.compile("(?<![\\w.'\"])([a-z_]+(\\.\\w+)+)");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyFieldIsOneOfTheReports() throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(Path.of("docs/schemas/report.json")));
    List<String> queries = queries();

    assertThat(queries).hasSize(4);
    for (String query : queries) {
      List<String> fields =
          FIELD.matcher(query).results().map(MatchResult::group).distinct().toList();
      assertThat(fields)
          .as(query)
          .contains("report.schema", "report.verdict")
          .allMatch(it -> it.startsWith("report.") && isIn(schema, it.substring(7)));
    }
  }

  private static List<String> queries() {
    List<String> queries = new ArrayList<>();
    JsonNode resources = Template.main().json().path("Resources");
    resources.findValues("QueryString").forEach(it -> queries.add(it.asText()));
    resources
        .path("Dashboard")
        .toString()
        .lines()
        .forEach(
            it -> {
              int from = it.indexOf("| filter ispresent(");
              queries.add(it.substring(from, it.indexOf("| limit", from)));
            });
    return queries;
  }

  private static boolean isIn(JsonNode schema, String path) {
    JsonNode at = schema;
    for (String name : path.split("\\.", -1)) {
      JsonNode part = at.has("$ref") ? schema.at(at.path("$ref").asText().substring(1)) : at;
      at = name.matches("\\d+") ? part.path("items") : part.path("properties").path(name);
      if (at.isMissingNode()) {
        return false;
      }
    }
    return true;
  }
}
