package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of alarm. Names are unique across all of them. */
enum AlarmKind {
  METRIC("MetricAlarm"),
  COMPOSITE("CompositeAlarm"),
  LOG("LogAlarm");

  private final String type;

  AlarmKind(String type) {
    this.type = type;
  }

  /** As {@code AlarmTypes} spells it. */
  String type() {
    return type;
  }

  String table() {
    return type + "s";
  }

  NavigableMap<String, ObjectNode> in(Call call) {
    return call.table(table());
  }

  /** An alarm of any kind. */
  record Found(AlarmKind kind, ObjectNode alarm) {}

  static Optional<Found> find(Call call, String name) {
    return Stream.of(values())
        .flatMap(
            kind -> Stream.ofNullable(kind.in(call).get(name)).map(alarm -> new Found(kind, alarm)))
        .findFirst();
  }
}
