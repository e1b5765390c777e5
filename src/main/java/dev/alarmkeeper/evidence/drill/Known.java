package dev.alarmkeeper.evidence.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of whether a control's alarm is heard.
 *
 * @param last the newest drill that is over
 * @param passed the newest drill that was heard
 * @param fired what became of the newest real firing
 * @param watched up to when the alarm's history was judged, by AWS's clock
 * @param silence the newest proof that it is not heard, as long as no newer one says that it is
 */
public record Known(
    Optional<Drill> last,
    Optional<Drill> passed,
    Optional<Firing> fired,
    Optional<Instant> watched,
    Optional<Proof> silence) {
  static final Known NOTHING =
      new Known(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A real firing.
   *
   * @param at when the alarm went off, by AWS's clock
   * @param result whether its action succeeded
   * @param heardIn from then to the topic's taking the message
   * @param error AWS's words where it did not
   */
  public record Firing(Instant at, Drill.Result result, Optional<Duration> heardIn, String error) {}

  /**
   * A proof that an alarm is not heard.
   *
   * @param source the drill's id, or the firing
   * @param at when it was known
   * @param step the first that stayed silent
   * @param said what AWS said of it, if anything
   */
  public record Proof(String source, Instant at, Step step, String said) {}

  /** When the alarm was last heard, drilled or real; empty where nobody knows. */
  public Optional<Instant> heard() {
    Optional<Instant> drilled = passed.map(Drill::started);
    Optional<Instant> real = fired.filter(it -> it.result() == Drill.Result.PASSED).map(Firing::at);
    return drilled.isEmpty() || real.filter(it -> it.isAfter(drilled.get())).isPresent()
        ? real
        : drilled;
  }

  /** The same, after a drill. */
  Known after(Drill ended) {
    Drill.Ending ending = ended.ending().orElseThrow();
    // What the drill itself had the alarm do is no real firing.
    Instant seen =
        ended
            .reached()
            .getOrDefault(Step.RECOVERED, ended.reached().getOrDefault(Step.ALARM, ended.after()));
    Optional<Instant> until = Optional.of(watched.filter(seen::isBefore).orElse(seen));
    return switch (ending.result()) {
      case PASSED ->
          new Known(Optional.of(ended), Optional.of(ended), fired, until, Optional.empty());
      case FAILED ->
          new Known(
              Optional.of(ended),
              passed,
              fired,
              until,
              Optional.of(
                  new Proof(
                      ended.id(), ending.at(), ending.silent().orElse(Step.FILTER), ending.why())));
      case UNKNOWN -> new Known(Optional.of(ended), passed, fired, until, silence);
    };
  }

  /** The same, after a real firing. */
  Known after(Firing firing, Instant until) {
    Optional<Proof> next =
        switch (firing.result()) {
          case PASSED -> Optional.empty();
          case FAILED ->
              Optional.of(
                  new Proof(
                      "the firing of " + firing.at(), firing.at(), Step.ACTION, firing.error()));
          case UNKNOWN -> silence;
        };
    return new Known(last, passed, Optional.of(firing), Optional.of(until), next);
  }

  /** The same, whose history was looked at up to then. */
  Known watchedUntil(Instant until) {
    return new Known(last, passed, fired, Optional.of(until), silence);
  }

  /** The same, with what is known of the last drill now. */
  Known with(Drill drill) {
    return new Known(
        Optional.of(drill),
        passed.map(it -> it.id().equals(drill.id()) ? drill : it),
        fired,
        watched,
        silence);
  }
}
