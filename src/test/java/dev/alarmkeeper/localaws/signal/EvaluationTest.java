package dev.alarmkeeper.localaws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of "Configuring how CloudWatch alarms treat missing data": an alarm looks at the five
 * most recent data points for three evaluation periods.
 */
class EvaluationTest {
  @ParameterizedTest(name = "{0}, {1} of 3: {2}, {3}, {4}, {5}")
  @CsvSource({
    "0 - X - X, 3, OK, OK, OK, OK",
    "0 - - - -, 3, OK, OK, OK, OK",
    "- - - - -, 3, INSUFFICIENT_DATA, retained, ALARM, OK",
    "0 X X - X, 3, ALARM, ALARM, ALARM, ALARM",
    "- - X - -, 3, ALARM, retained, ALARM, OK",
    "0 - X - X, 2, ALARM, ALARM, ALARM, ALARM",
    "0 0 X 0 X, 2, ALARM, ALARM, ALARM, ALARM",
    "0 - X - -, 2, OK, OK, ALARM, OK",
    "- - - - 0, 2, OK, OK, ALARM, OK",
    "- - - X -, 2, ALARM, retained, ALARM, OK",
    // "Avoiding premature transitions to alarm state": not yet, though nothing speaks against it.
    "- - - - X, 3, retained, retained, ALARM, OK",
    "- - - X -, 3, retained, retained, ALARM, OK"
  })
  void theTablesOfTheUserGuide(
      String points, int toAlarm, String missing, String ignore, String breaching, String not) {
    assertThat(state(points, toAlarm, "missing")).isEqualTo(missing);
    assertThat(state(points, toAlarm, "ignore")).isEqualTo(ignore);
    assertThat(state(points, toAlarm, "breaching")).isEqualTo(breaching);
    assertThat(state(points, toAlarm, "notBreaching")).isEqualTo(not);
  }

  private static String state(String points, int toAlarm, String missingData) {
    Evaluation evaluation =
        new Evaluation("GreaterThanOrEqualToThreshold", 1, 3, toAlarm, missingData);
    List<OptionalDouble> recent = new ArrayList<>();
    for (String point : points.split(" ", -1)) {
      recent.add(
          switch (point) {
            case "X" -> OptionalDouble.of(1);
            case "0" -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
          });
    }
    Collections.reverse(recent);
    assertThat(recent).hasSize(evaluation.range());
    return evaluation.state(recent).orElse("retained");
  }
}
