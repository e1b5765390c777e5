package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pattern matches. The first events and patterns are those of the user guide. */
class MatchingTest {
  private static final String EVENT =
      """
      { "eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111",
        "arrayKey": ["value", "another value"],
        "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
        "SomeObject": null, "ThisFlag": true, "ThatFlag": false,
        "user": {"id": 1, "email": "John.Stiles@example.com"},
        "users": [{"id": 2, "email": "John.Doe@example.com"}],
        "actions": ["GET", "PUT", "DELETE"], "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
        "cluster.name": "c", "latency": 55.5, "big": 10000, "code": "007", "empty": "" }
      """;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true  | $.eventType = "UpdateTrail"
          true  | $.eventType = UpdateTrail
          false | $.eventType = "updatetrail"
          false | $.eventType = "Update"
          true  | $.eventType = "Update*"
          true  | $.eventType = "*Trail"
          true  | $.eventType = "*date*"
          true  | $.eventType = *
          true  | $.eventType = "UpdateTrail*"
          false | $.eventType = "Up*Trail"
          false | $.eventType != "Update*"
          true  | $.eventType != "Delete*"
          true  | $.sourceIPAddress != 123.123.*
          false | $.sourceIPAddress != 111.111.*
          true  | $.arrayKey[0] = "value"
          false | $.arrayKey[1] = "value"
          false | $.arrayKey[2] != "value"
          true  | $.arrayKey[2] NOT EXISTS
          false | $.arrayKey = "value"
          false | $.arrayKey != "value"
          false | $.arrayKey NOT EXISTS
          true  | $.arrayKey[*] = "value"
          false | $.arrayKey[*] = "no value"
          false | $.eventType[0] = "U"
          true  | $.objectList[1].id = 2
          true  | $.objectList[*].id = 2
          false | $.objectList[*].id = 3
          true  | $.objectList[*].nothing NOT EXISTS
          true  | $.user.* = 1
          true  | $.coordinates[0][1] = 1
          true  | $.SomeObject IS NULL
          false | $.SomeObject IS TRUE
          false | $.SomeObject NOT EXISTS
          false | $.SomeObject = "null"
          false | $.SomeObject != "x"
          false | $.Nothing IS NULL
          true  | $.Nothing NOT EXISTS
          false | $.Nothing = "x"
          false | $.Nothing != "x"
          false | $.Nothing != 1
          false | $.Nothing != %x%
          true  | $.ThisFlag IS TRUE
          false | $.ThisFlag IS FALSE
          true  | $.ThatFlag IS FALSE
          false | $.ThisFlag = "true"
          false | $.user != "x"
          true  | $.['cluster.name'] = c
          true  | $["cluster.name"] = c
          true  | $.latency = 55.5
          true  | $.latency = 5550e-2
          true  | $.latency > 55
          false | $.latency > 55.5
          true  | $.latency >= 55.5
          true  | $.latency <= 55.5
          false | $.latency < 55.5
          true  | $.latency != 55
          true  | $.latency = *
          true  | $.big = 10e3
          true  | $.big < +10001
          true  | $.big > -1
          false | $.eventType > 1
          false | $.eventType != 1
          true  | $.code = "007"
          false | $.code = "7"
          true  | $.code = 007
          false | $.code = 7
          false | $.code != 7
          true  | $.code > 6
          true  | $.eventType = %Trail%
          true  | $.eventType = %^Up.*l$%
          false | $.eventType = %^Trail%
          true  | $.eventType != %^Trail%
          true  | $.eventType = %[a-z]{5}T%
          false | $.eventType = %[a-z]{6}T%
          true  | `$.eventType = %xyz|^Update[^a-z]rail$%`
          true  | $.eventType = %\\w{11}$%
          true  | $.sourceIPAddress = %^\\d+\\.\\d{1,3}\\.111\\.%
          true  | $.sourceIPAddress = %\\x2e1+$%
          false | $.sourceIPAddress = %\\D{2}%
          true  | $.empty = %^$%
          true  | $.empty != "x"
          true  | ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com")
          false | `($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET"`
          true  | `$.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch`
          false | `($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch`
          """)
  void aPatternMatchesAsTheGuideSays(boolean matches, String condition) throws IOException {
    Map<String, Object> event = new ObjectMapper().readValue(EVENT, new TypeReference<>() {});

    assertThat(((FilterPattern.Json) FilterPattern.parse("{ " + condition + " }")).matches(event))
        .isEqualTo(matches);
  }
}
