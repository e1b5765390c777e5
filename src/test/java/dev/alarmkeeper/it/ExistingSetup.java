package dev.alarmkeeper.it;

import static software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;

import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/**
 * A chain that somebody made without alarmkeeper, as it is made in a local AWS.
 *
 * @param sound whether alarmkeeper would change nothing of it
 * @param json names and values
 */
public record ExistingSetup(String name, boolean sound, JsonFields json) {
  /** Who made it. */
  public static final String OWNER = "owner";

  /** Who hears its alarms. */
  public static final String HEARER = "arn:aws:sqs:us-east-1:111122223333:owners-alarms";

  /** The whole setups of public projects: names and values alone, with their sources. */
  public static List<ExistingSetup> all() {
    try (InputStream in =
        ExistingSetup.class.getResourceAsStream("/dev/alarmkeeper/existing-setups.json")) {
      if (in == null) {
        throw new IllegalStateException("no existing-setups.json");
      }
      List<ExistingSetup> all = new ArrayList<>();
      for (JsonFields setup :
          new JsonFields(Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
              .objects("setups")) {
        all.add(
            new ExistingSetup(
                setup.text("name").orElseThrow(),
                Boolean.TRUE.equals(setup.json().get("sound")),
                setup));
      }
      return all;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The ids of its controls. */
  public List<String> controls() {
    return List.copyOf(json.object("controls").json().keySet());
  }

  /** Makes all of it, in the log group of the trail. */
  public void build(LocalAws aws) {
    Clients owner = Clients.of(aws, OWNER);
    String topic = topic(aws, text("topic").orElseThrow());
    Profile profile = Profile.parse(text("profile").orElseThrow());
    for (String id : controls()) {
      JsonFields names = json.object("controls").object(id);
      putFilter(
          aws,
          LocalAws.LOG_GROUP,
          names.text("filter").orElseThrow(),
          control(id).pattern(profile),
          it -> {
            it.metricNamespace(text("namespace").orElseThrow())
                .metricName(names.text("metric").orElseThrow());
            number(json, "defaultValue").ifPresent(value -> it.defaultValue(value.doubleValue()));
            text("unit").ifPresent(it::unit);
          });
      owner
          .cloudWatch()
          .putMetricAlarm(
              it -> {
                alarm(
                    it.alarmName(names.text("alarm").orElseThrow())
                        .namespace(text("namespace").orElseThrow())
                        .metricName(names.text("metric").orElseThrow()),
                    topic);
                number(names, "threshold").ifPresent(value -> it.threshold(value.doubleValue()));
                number(names, "period").ifPresent(value -> it.period(value.intValue()));
                number(json, "evaluationPeriods")
                    .ifPresent(value -> it.evaluationPeriods(value.intValue()));
                number(json, "datapointsToAlarm")
                    .ifPresent(value -> it.datapointsToAlarm(value.intValue()));
                text("unit").ifPresent(it::unit);
                if (Boolean.TRUE.equals(json.json().get("okActions"))) {
                  it.okActions(topic);
                }
              });
    }
  }

  /** Makes a topic with a confirmed subscriber. Returns its ARN. */
  public static String topic(LocalAws aws, String name) {
    Clients owner = Clients.of(aws, OWNER);
    String topic = owner.sns().createTopic(it -> it.name(name)).topicArn();
    owner.sns().subscribe(it -> it.topicArn(topic).protocol("sqs").endpoint(HEARER));
    return topic;
  }

  /** An alarm on one match that tells a topic, as people make them. */
  public static PutMetricAlarmRequest.Builder alarm(
      PutMetricAlarmRequest.Builder it, String topic) {
    return it.statistic("Sum")
        .period(300)
        .evaluationPeriods(1)
        .threshold(1.0)
        .comparisonOperator(GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .treatMissingData("notBreaching")
        .alarmActions(topic);
  }

  /** Makes a metric filter that publishes 1 for each match. */
  public static void putFilter(
      LocalAws aws,
      String group,
      String name,
      String pattern,
      Consumer<MetricTransformation.Builder> metric) {
    MetricTransformation.Builder transformation = MetricTransformation.builder().metricValue("1");
    metric.accept(transformation);
    Clients.of(aws, OWNER)
        .logs()
        .putMetricFilter(
            it ->
                it.logGroupName(group)
                    .filterName(name)
                    .filterPattern(pattern)
                    .metricTransformations(transformation.build()));
  }

  /** A control of the catalogue. */
  public static Control control(String id) {
    return Catalogue.controls().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  /** The filters and alarms by name, to see that nobody changed them. */
  public static Map<String, String> objects(LocalAws aws) {
    Clients owner = Clients.of(aws, OWNER);
    Map<String, String> objects = new LinkedHashMap<>();
    owner
        .logs()
        .describeMetricFiltersPaginator(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .metricFilters()
        .forEach(it -> objects.put("filter " + it.filterName(), it.filterPattern()));
    owner
        .cloudWatch()
        .describeAlarmsPaginator()
        .metricAlarms()
        .forEach(it -> objects.put("alarm " + it.alarmName(), it.metricName()));
    return objects;
  }

  private Optional<String> text(String name) {
    return json.text(name);
  }

  private static Optional<BigDecimal> number(JsonFields json, String name) {
    return json.json().get(name) instanceof BigDecimal number
        ? Optional.of(number)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
