package dev.alarmkeeper.evidence.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The search for the root events that no alarm announced while a link was broken. It is made once
 * right after the link's end, and once more when CloudTrail has delivered everything.
 *
 * @param gaps from each break to its end, the newest last; there is at least one
 * @param source where to search
 * @param step which part of the source comes next: a Region's history is one part
 * @param token asks for the next page of the part; empty at its beginning
 * @param announced the ids of the events that were announced
 * @param overflow whether more were found than are remembered
 * @param last whether this is the second search
 * @param done whether nothing is left to do
 */
public record SearchProgress(
    List<Window> gaps,
    Source source,
    int step,
    Optional<String> token,
    List<String> announced,
    boolean overflow,
    boolean last,
    boolean done) {
  /**
   * How long CloudTrail may take to deliver an event, and how far clocks of the services may be
   * apart. Source: CloudTrail User Guide, "How CloudTrail works".
   */
  public static final Duration LAG = Duration.ofMinutes(15);

  /** Gaps closer than this may have had the same events delivered. */
  public static final Duration RECENT = Duration.ofHours(1);

  /** Ids that are remembered; an item of the table takes 400 KB. */
  private static final int MOST_ANNOUNCED = 2_000;

  /** Gaps that are remembered; an item of the table takes 400 KB. */
  public static final int MOST_GAPS = 100;

  /** The control of which missed events are searched for. */
  public static final String ROOT_USAGE = "root_usage";

  /** Copies the lists. */
  public SearchProgress {
    gaps = List.copyOf(gaps);
    announced = List.copyOf(announced);
  }

  /** Where to search. */
  public enum Source {
    /** The log group: it has what the trail delivered. */
    LOG_GROUP,
    /** CloudTrail's event history: what was never delivered is there too. */
    EVENT_HISTORY
  }

  /**
   * As many gaps as are remembered: of more, those that lie closest together become one, which
   * leaves nothing unsearched. The newest stays as it is.
   */
  static List<Window> remembered(List<Window> all) {
    List<Window> gaps = new ArrayList<>(all);
    while (gaps.size() > MOST_GAPS) {
      int closest =
          IntStream.range(0, gaps.size() - 2)
              .boxed()
              .min(
                  Comparator.comparing(
                      i -> Duration.between(gaps.get(i).to(), gaps.get(i + 1).from())))
              .orElseThrow();
      Window first = gaps.get(closest);
      Window second = gaps.remove(closest + 1);
      gaps.set(
          closest,
          new Window(
              Collections.min(List.of(first.from(), second.from())),
              Collections.max(List.of(first.to(), second.to()))));
    }
    return gaps;
  }

  /** From the earliest beginning of a gap to the latest end: an event may tell of it late. */
  public Window gap() {
    return new Window(
        Collections.min(gaps.stream().map(Window::from).toList()),
        Collections.max(gaps.stream().map(Window::to).toList()));
  }

  /** The same, with room on both sides for what was delivered late. */
  public Window padded() {
    return new Window(gap().from().minus(LAG), gap().to().plus(LAG));
  }

  /** Whether there is something to do now. */
  public boolean isDue(Instant now) {
    boolean begun = step > 0 || token.isPresent();
    return !done && (!last || begun || !now.isBefore(padded().to()));
  }

  /** The same, where the last gap began at another time: what lies before it is searched anew. */
  SearchProgress beginningAt(Instant from) {
    List<Window> other = new ArrayList<>(gaps);
    Window known = gaps.getLast();
    other.set(gaps.size() - 1, new Window(from, known.to()));
    return from.isBefore(known.from())
        ? new SearchProgress(other, source, 0, Optional.empty(), announced, overflow, last, false)
        : new SearchProgress(other, source, step, token, announced, overflow, last, done);
  }

  /** The same, with events that were announced. */
  public SearchProgress telling(List<String> found) {
    List<String> ids = Stream.concat(announced.stream(), found.stream()).toList();
    boolean full = ids.size() > MOST_ANNOUNCED;
    List<String> kept = full ? ids.subList(0, MOST_ANNOUNCED) : ids;
    return new SearchProgress(gaps, source, step, token, kept, overflow || full, last, done);
  }

  /** The same, one page further, all events of the page announced. */
  public SearchProgress past(List<String> found, Optional<String> next, int steps) {
    SearchProgress told = telling(found);
    if (next.isPresent()) {
      return told.at(step, next);
    }
    if (step + 1 < steps) {
      return told.at(step + 1, next);
    }
    // Without the ids of all that was announced, a second search would announce it again.
    return new SearchProgress(
        gaps, source, 0, next, told.announced, told.overflow, true, last || told.overflow);
  }

  private SearchProgress at(int part, Optional<String> page) {
    return new SearchProgress(gaps, source, part, page, announced, overflow, last, done);
  }

  /** The same, from the beginning of the part. */
  public SearchProgress again() {
    return at(step, Optional.empty());
  }

  /** The same, in the event history: the log group is not there. */
  public SearchProgress inHistory() {
    return new SearchProgress(
        gaps, Source.EVENT_HISTORY, 0, Optional.empty(), announced, overflow, last, done);
  }
}
