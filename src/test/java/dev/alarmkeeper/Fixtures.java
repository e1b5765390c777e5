package dev.alarmkeeper;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.ChainSettings.Names;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.policy.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A chain that is whole, link by link: tests start from it and change the one thing they mean. */
public final class Fixtures {
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final Account ACCOUNT = new Account("aws", "us-east-1", "111122223333");
  public static final Account STRANGER = new Account("aws", "us-east-1", "999988887777");
  public static final String GROUP = "CloudTrail/logs";
  public static final Arn GROUP_ARN = LogGroup.arn(ACCOUNT, GROUP);
  public static final Arn TOPIC_ARN = ACCOUNT.arn("sns", "alarmkeeper-alarms");
  public static final Arn TRAIL_ARN = ACCOUNT.arn("cloudtrail", "trail/management-trail");
  public static final List<Control> ROOT_USAGE = controls("root_usage");

  private Fixtures() {}

  public static List<Control> controls(String names) {
    return List.copyOf(Selection.parse(names));
  }

  /** The defaults of all settings, with one subscription. */
  public static ChainSettings settings() {
    return settings(ROOT_USAGE, List.of(email("sec@example.com")));
  }

  public static ChainSettings settings(List<Control> controls, List<Subscription> subscriptions) {
    return new ChainSettings(
        controls,
        Profile.CIS,
        PatternMatch.MEANING,
        Optional.empty(),
        new LogGroupSettings(Optional.empty(), Optional.empty(), Optional.empty(), false),
        new Names("CISBenchmark", "{control}_metric", "{control}_alarm"),
        new TopicSettings(Optional.empty(), TOPIC_ARN.resource(), Optional.empty()),
        subscriptions);
  }

  public static Place place() {
    return place(GROUP_ARN);
  }

  public static Place place(Arn logGroup) {
    return new Place(
        ACCOUNT, new Present<>(TRAIL_ARN), Optional.of(logGroup), "the settings name both");
  }

  public static Desired desired() {
    return desired(place());
  }

  public static Desired desired(Place place) {
    return DesiredState.of(settings(), ROOT_USAGE, place);
  }

  public static Trail trail() {
    return new Trail(TRAIL_ARN, false, true, Optional.of(GROUP_ARN), true);
  }

  public static TrailStatus status() {
    return new TrailStatus(trail(), true, Optional.empty(), Optional.of(Duration.ofMinutes(5)));
  }

  public static LogGroup logGroup() {
    return new LogGroup(
        GROUP,
        Optional.empty(),
        Optional.empty(),
        LogGroup.STANDARD,
        false,
        Optional.of(NOW.minus(Duration.ofDays(100))));
  }

  public static Topic topic() {
    return new Topic(TOPIC_ARN, Grant.FULL, Optional.empty());
  }

  public static Subscription email(String address) {
    return new Subscription("email", address, State.CONFIRMED);
  }

  public static <T> Observed<T> denied() {
    return new Observed.Unreadable<>("AccessDenied: grant the read", false);
  }

  public static <T> Observed<T> throttled() {
    return new Observed.Unreadable<>("Throttling: try again", true);
  }
}
