package dev.alarmkeeper.settings;

import static dev.alarmkeeper.settings.SettingReader.oneOf;
import static dev.alarmkeeper.settings.SettingValues.matching;

import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.ChainSettings.Names;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.reconcile.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings, read once at start.
 *
 * @param mode what runs may do at most
 * @param chain what the chain should be
 * @param onTwin what to do where somebody else's chain does a control's job already
 * @param configRule the AWS Config rule to wake after a verdict has changed, if there is one
 * @param overrides where the owner overrides the catalogue; then the chain's controls are those
 *     that the catalogue knows, and others may come from there
 * @param evidence where evidence goes
 */
public record Settings(
    Mode mode,
    ChainSettings chain,
    OnTwin onTwin,
    Optional<String> configRule,
    Optional<OverridesSetting> overrides,
    EvidenceSettings evidence) {

  /**
   * The overrides.
   *
   * @param parameter the name of an SSM parameter
   * @param controls the setting {@code CONTROLS}, whose names the document may define
   */
  public record OverridesSetting(String parameter, String controls) {}

  /**
   * Reads the settings from environment variables.
   *
   * @throws SettingsException if any is wrong; the message has all faults of all settings
   */
  public static Settings of(Map<String, String> environment) {
    SettingReader read = new SettingReader(environment);
    Optional<String> region = Optional.ofNullable(environment.get("AWS_REGION"));
    Mode mode = read.value(Setting.MODE, oneOf(Mode.class), Mode.OBSERVE);
    Optional<OverridesSetting> overrides =
        read.value(Setting.OVERRIDES_PARAMETER, matching("(/[A-Za-z0-9._-]+){1,15}"))
            .map(it -> new OverridesSetting(it, read.value(Setting.CONTROLS, all -> all, "")));
    ChainSettings chain =
        new ChainSettings(
            read.value(Setting.CONTROLS, it -> controls(it, overrides.isPresent()), List.of()),
            read.value(Setting.PROFILE, oneOf(Profile.class), Profile.CIS),
            read.value(Setting.PATTERN_MATCH, oneOf(PatternMatch.class), PatternMatch.MEANING),
            read.value(Setting.TRAIL_NAME, SettingValues::trail),
            logGroup(read, region),
            names(read),
            topic(read, region),
            read.value(Setting.SUBSCRIPTIONS, SettingValues::subscriptions, List.of()));
    OnTwin onTwin = read.value(Setting.ON_TWIN, oneOf(OnTwin.class), OnTwin.ASK);
    Optional<String> rule = read.value(Setting.CONFIG_RULE_NAME, matching("[\\S ]{1,128}"));
    EvidenceSettings evidence = EvidenceSettings.of(read, region);
    read.throwFaults();
    return new Settings(mode, chain, onTwin, rule, overrides, evidence);
  }

  /** The same, whose overrides have another name. */
  public Settings overriddenBy(String name) {
    return new Settings(
        mode,
        chain,
        onTwin,
        configRule,
        overrides.map(it -> new OverridesSetting(name, it.controls())),
        evidence);
  }

  /** With overrides, a name that the catalogue does not know may be one of theirs. */
  private static List<Control> controls(String names, boolean overridden) {
    return List.copyOf(
        overridden
            ? Selection.parseKnown(names, Catalogue.controls())
            : Selection.parse(names, Catalogue.controls()));
  }

  private static LogGroupSettings logGroup(SettingReader read, Optional<String> region) {
    return new LogGroupSettings(
        read.value(Setting.LOG_GROUP_NAME, it -> SettingValues.logGroup(it, region)),
        read.value(Setting.LOG_RETENTION_DAYS, SettingValues::retention),
        read.value(Setting.LOG_GROUP_KMS_KEY_ID, it -> SettingValues.arn(it, "kms").toString()),
        read.value(Setting.LOG_GROUP_DELETION_PROTECTION, SettingValues::trueOrFalse, false));
  }

  private static Names names(SettingReader read) {
    return new Names(
        read.value(Setting.METRIC_NAMESPACE, matching("(?!AWS/)[^:\\p{Cntrl}]{1,255}"), ""),
        read.value(
            Setting.METRIC_NAME_TEMPLATE,
            it -> SettingValues.template(it, "[^:*$\\p{Cntrl}]+"),
            ""),
        read.value(
            Setting.ALARM_NAME_TEMPLATE, it -> SettingValues.template(it, "[^\\p{Cntrl}]+"), ""));
  }

  private static TopicSettings topic(SettingReader read, Optional<String> region) {
    return new TopicSettings(
        read.value(Setting.TOPIC_ARN, it -> SettingValues.topic(it, region)),
        read.value(Setting.TOPIC_NAME, SettingValues::topicName, ""),
        read.value(Setting.TOPIC_KMS_KEY_ID, SettingValues::topicKey),
        read.value(Setting.ALLOWED_ALARM_ACTIONS, SettingValues::actions, List.of()));
  }
}
