package dev.alarmkeeper.evidence.drill;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What it usually means that a step was not reached though every field looks right, a row each; the
 * likeliest of a step comes first.
 */
public enum Silence {
  MASKING(
      Step.FILTER,
      "masking",
      "a data protection policy hides what the pattern looks for: of the log group or of the"
          + " account",
      ""),
  TRANSFORMER(
      Step.FILTER,
      "transformation",
      "a transformer or a field selection changes or leaves out what the filter sees",
      ""),
  DIMENSION(
      Step.FILTER,
      "dimension",
      "the filter publishes with a dimension, which makes it another metric than the alarm's",
      ""),
  READING(
      Step.FILTER,
      "pattern",
      "CloudWatch Logs reads the pattern otherwise than it was judged, or has disabled the filter",
      ""),
  UNIT(
      Step.ALARM,
      "unit",
      "the alarm asks for another unit than the filter publishes, and so sees no data",
      ""),
  TWO_PUBLISHERS(
      Step.ALARM,
      "two publishers",
      "another publisher of the metric subtracts from it, or publishes in another unit",
      ""),
  ALREADY_ALARM(
      Step.ALARM,
      "already in ALARM",
      "an event just before it had the alarm go off: it acts on the way into ALARM only",
      ""),
  EVALUATION(
      Step.ALARM,
      "evaluation",
      "CloudWatch does not evaluate the alarm, warms it up, or evaluates it too late",
      ""),
  POLICY(
      Step.ACTION,
      "policy",
      "the topic's policy does not let CloudWatch publish, or a Deny does not",
      "(?i).*not authorized to perform: ?sns:.*|.*AuthorizationError.*"),
  KEY(
      Step.ACTION,
      "key",
      "the topic's key does not let CloudWatch use it, or is disabled",
      "(?i).*kms.*|.*encryption key.*"),
  TOPIC(
      Step.ACTION,
      "topic",
      "the topic is gone, or takes no message so large",
      "(?i).*does not exist.*|.*not ?found.*|.*too long.*"),
  MUTED(
      Step.ACTION, "mute", "a mute rule, or actions that are off, kept the alarm from acting", ""),
  ENDPOINT(
      Step.ENDPOINTS,
      "endpoint",
      "an endpoint is gone or refuses SNS: a queue's policy or key, a function's permission, a"
          + " mailbox",
      ""),
  FILTERED(
      Step.ENDPOINTS,
      "filter policy",
      "a subscription's filter policy drops the message, or nobody has confirmed a subscription",
      ""),
  OTHER_EVENTS(
      Step.RECOVERED,
      "other events",
      "further events keep the metric over the threshold, or missing data counts as breaching",
      "");

  /** Matches nothing. */
  private static final String NEVER = "(?!)";

  private final Step step;
  private final String title;
  private final String meaning;
  private final Pattern words;

  /**
   * A row.
   *
   * @param words what AWS says where it is this; none where AWS says nothing
   */
  Silence(Step step, String title, String meaning, String words) {
    this.step = step;
    this.title = title;
    this.meaning = meaning;
    this.words = Pattern.compile(words.isEmpty() ? NEVER : words);
  }

  /** The step that it keeps from being reached. */
  public Step step() {
    return step;
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** What it is. */
  public String meaning() {
    return meaning;
  }

  /**
   * The rows of a step; only those that AWS's words name, where they name any.
   *
   * @param said what AWS said, or nothing
   */
  public static List<Silence> of(Step step, String said) {
    List<Silence> all = Arrays.stream(values()).filter(it -> it.step == step).toList();
    List<Silence> named = all.stream().filter(it -> it.words.matcher(said).matches()).toList();
    return named.isEmpty() ? all : named;
  }
}
