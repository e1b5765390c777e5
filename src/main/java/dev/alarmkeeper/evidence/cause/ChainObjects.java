package dev.alarmkeeper.evidence.cause;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A link and the objects that it stands on, as parameters of calls name them. Every comparison is
 * of whole names.
 *
 * @param name the link's name; an endpoint is masked
 * @param objects what else the findings are about, by the names that AWS gives
 */
record ChainObjects(Desired desired, Link link, String name, Set<String> objects) {
  /** How findings name what mutes an alarm from outside. */
  private static final String MUTE_RULE = "mute rule ";

  private static final String ALIAS = "alias/";

  private static final Pattern QUEUE_URL =
      Pattern.compile("https?://[^/]+/(?<account>[0-9]{12})/(?<name>[^/]+)");

  ChainObjects {
    objects = Set.copyOf(objects);
  }

  /** Whether a call was made in the account and Region that hold the link. */
  boolean isWhere(ApiCall call) {
    String account = arn().map(Arn::account).orElse(home().id());
    return call.region().filter(it -> it.toString().equals(region())).isPresent()
        && call.account().filter(it -> it.toString().equals(account)).isPresent();
  }

  /** The Region that holds the link: a trail is changed in its home Region. */
  String region() {
    return arn().map(Arn::region).filter(it -> !it.isEmpty()).orElse(home().region());
  }

  boolean namesFilter(JsonFields call) {
    return call.text("logGroupName").filter(this::isGroup).isPresent()
        && call.text("filterName").filter(name::equals).isPresent();
  }

  /** Whether it is one of those others that were found to feed our metric. */
  boolean namesFeeder(JsonFields call) {
    return call.text("logGroupName")
        .flatMap(group -> call.text("filterName").map(it -> group + ":" + it))
        .filter(objects::contains)
        .isPresent();
  }

  /** CloudWatch Logs takes a name or an ARN, with {@code :*} or without. */
  boolean namesGroup(JsonFields call) {
    return Stream.of("logGroupName", "logGroupIdentifier", "resourceIdentifier")
        .flatMap(it -> call.text(it).stream())
        .anyMatch(this::isGroup);
  }

  boolean namesAlarm(JsonFields call) {
    return call.text("alarmName").filter(name::equals).isPresent();
  }

  boolean listsAlarm(JsonFields call) {
    return call.texts("alarmNames").contains(name);
  }

  boolean namesMuteRule(JsonFields call) {
    return call.text("name").filter(it -> name.equals(MUTE_RULE + it)).isPresent();
  }

  boolean namesTopic(JsonFields call) {
    return call.text("topicArn").filter(this::isTopic).isPresent();
  }

  boolean protectsTopic(JsonFields call) {
    return call.text("resourceArn").filter(this::isTopic).isPresent();
  }

  /** Whether it is a subscription of our topic; which one its ARN does not say. */
  boolean namesAnySubscription(JsonFields call) {
    return call.text("subscriptionArn")
        .filter(it -> it.contains(":"))
        .filter(it -> isTopic(it.substring(0, it.lastIndexOf(':'))))
        .isPresent();
  }

  /** Whether it is the very subscription that was found. */
  boolean namesSubscription(JsonFields call) {
    return call.text("subscriptionArn").filter(objects::contains).isPresent();
  }

  /** Whether it subscribes our endpoint to our topic. */
  boolean subscribes(JsonFields call) {
    return namesTopic(call)
        && call.text("protocol")
            .flatMap(protocol -> call.text("endpoint").map(it -> isEndpoint(protocol, it)))
            .orElse(false);
  }

  /** CloudTrail has the URL, whose path ends with the account and the name. */
  boolean namesQueue(JsonFields call) {
    Matcher url = QUEUE_URL.matcher(call.text("queueUrl").orElse(""));
    return url.matches()
        && url.group("account").equals(home().id())
        && isEndpoint("sqs", home().arn("sqs", url.group("name")).toString());
  }

  /** Lambda takes a name, a part of an ARN or all of it. Source: Lambda API, "FunctionName". */
  boolean namesFunction(JsonFields call) {
    String given = call.text("functionName").orElse("");
    String here = home().arn("lambda", "function:").toString();
    String begin =
        Stream.of(here, home().id() + ":function:", "function:")
            .filter(given::startsWith)
            .findFirst()
            .orElse("");
    String rest = given.substring(begin.length()).replaceFirst(":\\$LATEST$", "");
    return !rest.isEmpty() && isEndpoint("lambda", here + rest);
  }

  boolean namesTrail(JsonFields call) {
    return isTrail(call.text("name").orElse(""));
  }

  boolean namesTrailOfSelectors(JsonFields call) {
    return isTrail(call.text("trailName").orElse(""));
  }

  /** Whether it is the ARN of the log group to which the trail should deliver. */
  boolean isFed(String group) {
    return desired.place().logGroup().filter(it -> it.toString().equals(group)).isPresent();
  }

  /** Whether a parameter names the key that was found. */
  boolean namesKey(JsonFields call) {
    return isKey(call.text("keyId").orElse(""));
  }

  /** Whether it is about an alias that led to the key, or leads to it now. */
  boolean namesAlias(JsonFields call) {
    return call.text("aliasName").filter(this::isAlias).isPresent()
        || isKey(call.text("targetKeyId").orElse(""));
  }

  /** Whether it is about the very alias by which the settings know the topic's key. */
  boolean isKnownBy(JsonFields call) {
    return call.text("aliasName").filter(this::isAlias).isPresent();
  }

  /** Whether a text names the key that was found: by ARN or by id. */
  boolean isKey(String text) {
    return !text.isEmpty()
        && objects.stream()
            .anyMatch(
                it ->
                    it.equals(text)
                        || it.endsWith(":key/" + text)
                        // There is no such key: all that is known is how it was asked for.
                        || (text.startsWith(ALIAS) && it.endsWith(":" + text)));
  }

  private boolean isAlias(String text) {
    Optional<String> known = desired.topic().filter(_ -> link == Link.TOPIC).flatMap(Topic::kmsKey);
    return Stream.concat(objects.stream(), known.stream())
        .filter(it -> it.contains(ALIAS))
        .map(it -> it.substring(it.indexOf(ALIAS)))
        .anyMatch(text::equals);
  }

  private boolean isGroup(String text) {
    return Stream.of(desired.place().logGroup(), desired.place().fed())
        .flatMap(Optional::stream)
        .filter(it -> link != Link.LOG_GROUP || LogGroup.nameOf(it).equals(name))
        .anyMatch(
            it ->
                text.equals(LogGroup.nameOf(it))
                    || text.equals(it.toString())
                    || text.equals(it + ":*"));
  }

  private boolean isTopic(String text) {
    return desired.topic().filter(it -> it.arn().toString().equals(text)).isPresent();
  }

  private boolean isTrail(String text) {
    return desired.trail() instanceof Present<Trail>(Trail trail)
        && (trail.name().equals(text) || trail.arn().toString().equals(text));
  }

  /** Findings show an endpoint masked, with a mark of the whole. */
  private boolean isEndpoint(String protocol, String endpoint) {
    return new Subscription(protocol, endpoint, Subscription.State.CONFIRMED).masked().equals(name);
  }

  private Account home() {
    return desired.place().account();
  }

  private Optional<Arn> arn() {
    return switch (link) {
      case TRAIL ->
          desired.trail() instanceof Present<Trail>(Trail trail)
              ? Optional.of(trail.arn())
              : Optional.empty();
      case LOG_GROUP, METRIC_FILTER -> desired.place().fed();
      case TOPIC, SUBSCRIPTION -> desired.topic().map(Topic::arn);
      case ALARM, ALARMKEEPER -> Optional.empty();
    };
  }
}
