package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Every call that reached the local AWS over HTTP and has ended, in the order of their starts. */
public final class Journal {
  /** What an entry's outcome says when the call was answered as asked. */
  public static final String OK = "ok";

  private final List<Entry> entries;
  private final AtomicLong clock = new AtomicLong();

  Journal() {
    this(new CopyOnWriteArrayList<>());
  }

  private Journal(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * One call.
   *
   * @param operation as {@code service:Operation}, with the service as IAM actions spell it
   * @param principal who signed it: the access key id up to an {@code @}
   * @param start when it arrived, and {@code end} when its answer was ready, on a clock that ticks
   *     at every start and end
   * @param outcome {@link #OK}, an error code, or the name of the fault that hit it
   */
  public record Entry(
      String operation,
      String principal,
      JsonNode parameters,
      boolean write,
      long start,
      long end,
      String outcome) {
    /** Whether the caller got the answer that it asked for. */
    public boolean succeeded() {
      return outcome.equals(OK);
    }
  }

  public List<Entry> entries() {
    return entries.stream().sorted(Comparator.comparingLong(Entry::start)).toList();
  }

  /** The calls that change something, also those that were refused. */
  public List<Entry> writes() {
    return only(Entry::write).entries();
  }

  /** The calls of this principal alone. */
  public Journal of(String principal) {
    return only(entry -> entry.principal().equals(principal));
  }

  /** The calls of operations like {@code logs:*} alone. */
  public Journal on(String operation) {
    return only(entry -> Faults.matches(operation, entry.operation()));
  }

  /** How many calls of an operation there were; {@code *} stands for any text. */
  public int count(String operation) {
    return on(operation).entries.size();
  }

  /**
   * The length of the longest chain of calls of which each started after the one before it had
   * ended: the number of round trips that followed each other. Calls that are quick enough follow
   * each other by chance; {@link LocalAws#latency} makes those overlap that did not wait.
   */
  public int depth() {
    int depth = 0;
    long end = -1;
    // Of all chains, the one that always takes the call that ends first is the longest.
    for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::end)).toList()) {
      if (entry.start() > end) {
        depth++;
        end = entry.end();
      }
    }
    return depth;
  }

  /** The {@link #depth} of what had ended when the last of these calls had; 0 if there is none. */
  public int depthTo(Predicate<Entry> calls) {
    long last = entries.stream().filter(calls).mapToLong(Entry::end).max().orElse(-1);
    return only(entry -> entry.end() <= last).depth();
  }

  /** Forgets what there was so far. */
  public void clear() {
    entries.clear();
  }

  long tick() {
    return clock.incrementAndGet();
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  private Journal only(Predicate<Entry> which) {
    return new Journal(entries.stream().filter(which).toList());
  }
}
