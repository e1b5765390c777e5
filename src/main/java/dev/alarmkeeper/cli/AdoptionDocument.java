package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.control.Tuning;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Shell;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An adoption as it is written down: the overrides document, and the settings of the stack.
 *
 * @param settings the adopted settings
 * @param place where the chain lives
 * @param accepted the risks that the owner takes
 */
record AdoptionDocument(ChainSettings settings, Place place, List<Acceptance> accepted) {
  /** The parameter that the examples name. */
  static final String PARAMETER = "/alarmkeeper/overrides";

  /** Source: Systems Manager User Guide, "Managing parameter tiers". */
  static final int STANDARD_BYTES = 4_096;

  /** See {@link #STANDARD_BYTES}. */
  static final int ADVANCED_BYTES = 8_192;

  /** What the owner has otherwise than the catalogue; empty where that is nothing. */
  Map<String, @Nullable Object> overrides() {
    Map<String, @Nullable Object> overrides = new LinkedHashMap<>();
    for (Control control : settings.controls()) {
      Map<String, @Nullable Object> changes = changes(control);
      if (!changes.isEmpty()) {
        overrides.put(control.id(), changes);
      }
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    if (!overrides.isEmpty()) {
      document.put("overrides", overrides);
    }
    if (!accepted.isEmpty()) {
      document.put("accept", accepted.stream().map(AdoptionDocument::acceptance).toList());
    }
    return document;
  }

  /**
   * The document as it goes into the parameter: on one line where the standard tier asks for it.
   */
  String text() {
    String pretty = Json.pretty(overrides());
    return bytes(pretty) <= STANDARD_BYTES ? pretty : Json.text(overrides());
  }

  int bytes() {
    return bytes(text());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The settings that are not as the template has them. */
  Map<Setting, String> values() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    List<String> ids = settings.controls().stream().map(Control::id).toList();
    boolean all = ids.size() == Catalogue.controls().size();
    values.put(Setting.CONTROLS, all ? "all" : String.join(",", ids));
    if (settings.profile() != Profile.CIS) {
      values.put(Setting.PROFILE, settings.profile().setting());
    }
    if (settings.match() == PatternMatch.EXACT) {
      values.put(Setting.PATTERN_MATCH, "exact");
    }
    // A bare name is a trail of this account and Region; the log group alone says enough.
    if (place.trail() instanceof Present<Arn>(Arn trail) && place.account().holds(trail)) {
      values.put(Setting.TRAIL_NAME, trail.resource().substring(trail.resource().indexOf('/') + 1));
    }
    place.logGroup().ifPresent(it -> values.put(Setting.LOG_GROUP_NAME, LogGroup.nameOf(it)));
    if (!settings.names().namespace().equals(Setting.METRIC_NAMESPACE.preset())) {
      values.put(Setting.METRIC_NAMESPACE, settings.names().namespace());
    }
    settings.topic().arn().ifPresent(it -> values.put(Setting.TOPIC_ARN, it.toString()));
    if (!settings.topic().furtherActions().isEmpty()) {
      values.put(
          Setting.ALLOWED_ALARM_ACTIONS, String.join(",", settings.topic().furtherActions()));
    }
    values.put(
        Setting.SUBSCRIPTIONS,
        settings.subscriptions().stream()
            .map(it -> it.protocol() + ":" + it.endpoint())
            .collect(Collectors.joining(",")));
    if (!overrides().isEmpty()) {
      values.put(Setting.OVERRIDES_PARAMETER, PARAMETER);
    }
    return values;
  }

  /** The settings as parameters of the template. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    values().forEach((setting, value) -> parameters.put(parameter(setting), value));
    return parameters;
  }

  /** What puts the document where the function reads it; empty where there is no document. */
  Optional<String> putCommand(String file, String region) {
    return overrides().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "aws ssm put-parameter --name %s --type String%s --overwrite --value %s --region %s"
                .formatted(
                    PARAMETER,
                    bytes() > STANDARD_BYTES ? " --tier Advanced" : "",
                    Shell.word("file://" + file),
                    region));
  }

  String deployCommand() {
    return "sam deploy --guided --parameter-overrides "
        + parameters().entrySet().stream()
            .map(it -> Shell.word(it.getKey() + "=" + quoted(it.getValue())))
            .collect(Collectors.joining(" "));
  }

  /** As the SAM CLI reads a value with spaces in it, or none at all. */
  private static String quoted(String value) {
    return value.matches("[^\\s\"\\\\]+")
        ? value
        : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** {@code LOG_GROUP_NAME} is {@code LogGroupName}. */
  static String parameter(Setting setting) {
    return Arrays.stream(setting.name().split("_", -1))
        .map(it -> it.charAt(0) + it.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private Map<String, @Nullable Object> changes(Control control) {
    Tuning tuning = control.tuning();
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    Control known =
        Catalogue.controls().stream()
            .filter(it -> it.id().equals(control.id()))
            .findFirst()
            .orElse(control);
    String pattern = control.pattern(settings.profile());
    if (!pattern.equals(known.pattern(settings.profile()))) {
      changes.put("pattern", pattern);
    }
    if (tuning.threshold() != Tuning.NONE.threshold()) {
      changes.put("threshold", tuning.threshold());
    }
    tuning.filter().ifPresent(it -> changes.put("filter", it));
    tuning.metric().ifPresent(it -> changes.put("metric", it));
    tuning.alarm().ifPresent(it -> changes.put("alarm", it));
    tuning.namespace().ifPresent(it -> changes.put("namespace", it));
    if (!tuning.feeders().isEmpty()) {
      changes.put("feeders", tuning.feeders());
    }
    if (tuning.sharesMetric()) {
      changes.put("sharesMetric", true);
    }
    return changes;
  }

  private static Map<String, @Nullable Object> acceptance(Acceptance accepted) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("link", accepted.link().name().toLowerCase(Locale.ROOT));
    entry.put("name", accepted.name());
    entry.put("field", accepted.field());
    entry.put("observed", accepted.observed());
    entry.put("because", accepted.because());
    entry.put("until", accepted.until().toString());
    return entry;
  }
}
