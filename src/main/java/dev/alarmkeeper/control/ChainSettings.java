package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the owner asked for. Together with the place it is all that the desired chain is made of.
 *
 * @param controls the enabled controls, in the catalogue's order
 * @param profile whose published patterns to use
 * @param match when two patterns count as the same
 * @param trailName name or ARN of the trail; empty to locate it
 * @param logGroup the trail's log group
 * @param names how filters, metrics and alarms are called
 * @param topic whom alarms tell
 * @param subscriptions whom the topic tells
 */
public record ChainSettings(
    List<Control> controls,
    Profile profile,
    PatternMatch match,
    Optional<String> trailName,
    LogGroupSettings logGroup,
    Names names,
    TopicSettings topic,
    List<Subscription> subscriptions) {

  /** Where a template for names holds the control's id. */
  public static final String CONTROL = "{control}";

  /** Copies the lists. */
  public ChainSettings {
    controls = List.copyOf(controls);
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * The log group.
   *
   * @param name name or ARN; empty to locate it through the trail
   * @param retentionDays the least days to keep; empty leaves retention alone
   * @param kmsKey the ARN of the key; empty leaves encryption alone
   * @param deletionProtected whether to protect it from deletion; false leaves that alone
   */
  public record LogGroupSettings(
      Optional<String> name,
      Optional<Integer> retentionDays,
      Optional<String> kmsKey,
      boolean deletionProtected) {}

  /** What stands behind a control's id in the names of its spare alarms. */
  private static final List<String> SPARES = List.of("_spare", "_spare_b", "_spare_c");

  /** How things are called; {@value ChainSettings#CONTROL} stands for the control's id. */
  public record Names(String namespace, String metricTemplate, String alarmTemplate) {
    /** The name of the control's metric filter; unless the owner chose one, also its metric's. */
    public String filter(Control control) {
      return control.tuning().filter().orElseGet(() -> named(metricTemplate, control));
    }

    /** The name of the control's metric. */
    public String metric(Control control) {
      return control.tuning().metric().orElseGet(() -> named(metricTemplate, control));
    }

    /** The namespace of the control's metric. */
    public String namespace(Control control) {
      return control.tuning().namespace().orElse(namespace);
    }

    /** The name of the control's alarm. */
    public String alarm(Control control) {
      return control.tuning().alarm().orElseGet(() -> named(alarmTemplate, control));
    }

    /**
     * The names of the alarms that stand in where the control's own cannot be repaired, in the
     * order in which they are taken. The function's role and the event rules know their form,
     * whatever an owner calls the alarm itself.
     */
    public List<String> spares(Control control) {
      return SPARES.stream()
          .map(spare -> alarmTemplate.replace(CONTROL, control.id() + spare))
          .toList();
    }

    /**
     * What would overwrite each other.
     *
     * @return a line for each name that two controls share; empty if all is well
     */
    public List<String> clashes(List<Control> controls) {
      return Stream.of(
              shared("filter", this::filter, _ -> false, controls),
              shared("metric", this::series, Names::doAllShare, controls),
              shared("alarm", this::alarm, this::haveOneAlarm, controls),
              spareClashes(controls))
          .flatMap(lines -> lines)
          .toList();
    }

    /** Metrics of one name in two namespaces are two. */
    private String series(Control control) {
      String own = namespace(control);
      return own.equals(namespace) ? metric(control) : own + " " + metric(control);
    }

    private static boolean doAllShare(List<Control> sharing) {
      return sharing.stream().allMatch(it -> it.tuning().sharesMetric());
    }

    /** One alarm watches one metric, with one threshold. */
    private boolean haveOneAlarm(List<Control> sharing) {
      return doAllShare(sharing)
          && sharing.stream().map(this::series).distinct().count() == 1
          && sharing.stream().map(it -> it.tuning().threshold()).distinct().count() == 1;
    }

    private Stream<String> spareClashes(List<Control> controls) {
      List<String> alarms = controls.stream().map(this::alarm).toList();
      return controls.stream()
          .flatMap(
              control ->
                  spares(control).stream()
                      .filter(alarms::contains)
                      .map(
                          name ->
                              "alarm \"%s\": kept to stand in for the alarm of %s, want another name"
                                  .formatted(name, control.id())));
    }

    private static Stream<String> shared(
        String what,
        Function<Control, String> name,
        Predicate<List<Control>> allowed,
        List<Control> controls) {
      return controls.stream()
          .collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()))
          .entrySet()
          .stream()
          .filter(sharing -> sharing.getValue().size() > 1)
          .filter(sharing -> !allowed.test(sharing.getValue()))
          .map(
              sharing ->
                  "%s \"%s\": shared by %s, want a name for each"
                      .formatted(
                          what,
                          sharing.getKey(),
                          sharing.getValue().stream()
                              .map(Control::id)
                              .collect(Collectors.joining(" and "))));
    }

    private static String named(String template, Control control) {
      return template.replace(CONTROL, control.id());
    }
  }

  /**
   * The topic.
   *
   * @param arn an existing topic, possibly of another account; it goes before the name
   * @param name the name of a topic in this account and Region
   * @param kmsKey id, ARN or alias of the key; empty leaves encryption alone
   * @param furtherActions the alarm actions beside the topic that the function's role may write, in
   *     IAM's wildcards: an alarm is written with all its actions or not at all
   */
  public record TopicSettings(
      Optional<Arn> arn, String name, Optional<String> kmsKey, List<String> furtherActions) {
    /** Copies the list. */
    public TopicSettings {
      furtherActions = List.copyOf(furtherActions);
    }

    /** With no action beside the topic. */
    public TopicSettings(Optional<Arn> arn, String name, Optional<String> kmsKey) {
      this(arn, name, kmsKey, List.of());
    }
  }
}
