package dev.alarmkeeper.demo;

import java.util.Locale;

/** The links of the chain, in the order in which a root login runs through them. */
enum Part {
  TRAIL,
  LOG_GROUP,
  METRIC_FILTER,
  ALARM,
  TOPIC,
  SUBSCRIBERS;

  /** As people say it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
