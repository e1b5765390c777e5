package dev.alarmkeeper.localaws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Failures on command. {@code faults().on("logs:PutMetricFilter").call(2).throttle()} throttles the
 * second such call from now on; without {@code call} or {@code from} every call is hit until {@link
 * #clear()}. Where several apply, the first one told wins.
 */
public final class Faults {
  private final List<Planned> planned = new CopyOnWriteArrayList<>();

  Faults() {}

  /**
   * Calls of one operation, {@code service:Operation}, where {@code *} stands for any text: {@code
   * logs:*}.
   */
  public When on(String operation) {
    return new When(request -> matches(operation, request.name()), 1, Integer.MAX_VALUE);
  }

  /** Every call that changes something, whatever the service. */
  public When onWrites() {
    return new When(Request::write, 1, Integer.MAX_VALUE);
  }

  /** From now on nothing fails. */
  public void clear() {
    planned.clear();
  }

  static boolean matches(String glob, String operation) {
    return operation.matches(glob.replace("*", ".*"));
  }

  /** The fault for this call, if any; counts the call. */
  Optional<Fault> next(Request request) {
    // Every plan counts, also those behind the one that wins.
    return planned.stream().filter(plan -> plan.hits(request)).toList().stream()
        .findFirst()
        .map(Planned::fault);
  }

  private record Planned(When when, Fault fault, AtomicInteger calls) {
    boolean hits(Request request) {
      if (!when.which.test(request)) {
        return false;
      }
      int call = calls.incrementAndGet();
      return when.first <= call && call <= when.last;
    }
  }

  /** Which calls are hit; the last word says how. */
  public final class When {
    private final Predicate<Request> which;
    private final int first;
    private final int last;

    private When(Predicate<Request> which, int first, int last) {
      this.which = which;
      this.first = first;
      this.last = last;
    }

    /** Only the n-th of these calls from now on, counted from 1. */
    public When call(int n) {
      return new When(which, n, n);
    }

    /** The n-th of these calls from now on and all after it. */
    public When from(int n) {
      return new When(which, n, Integer.MAX_VALUE);
    }

    /** The next n of these calls. */
    public When first(int n) {
      return new When(which, 1, n);
    }

    /** Only calls of this principal, so that a test's own calls are spared. */
    public When by(String principal) {
      return new When(
          which.and(request -> request.principal().name().equals(principal)), first, last);
    }

    /** The service's own throttling error; no effect. */
    public void throttle() {
      plan(Fault.THROTTLE);
    }

    /** The service's own internal error, status 500; no effect. */
    public void fail() {
      plan(Fault.FAIL);
    }

    /** Status 500 although the call has taken effect. */
    public void failAfterEffect() {
      plan(Fault.FAIL_AFTER_EFFECT);
    }

    /** No answer, and no effect. The connection stays open until the client gives up. */
    public void timeOutBeforeEffect() {
      plan(Fault.TIME_OUT_BEFORE_EFFECT);
    }

    /** No answer, although the call has taken effect. */
    public void timeOutAfterEffect() {
      plan(Fault.TIME_OUT_AFTER_EFFECT);
    }

    /** The service's own access-denied error. */
    public void deny() {
      plan(Fault.DENY);
    }

    /** The service's own not-found error, although the thing may be there. */
    public void notFound() {
      plan(Fault.NOT_FOUND);
    }

    /** Status 200 and a body that cannot be read; a write has taken effect. */
    public void malformedAnswer() {
      plan(Fault.MALFORMED_ANSWER);
    }

    /** Status 200 and an answer without members; a write has taken effect. */
    public void emptyAnswer() {
      plan(Fault.EMPTY_ANSWER);
    }

    /** The answer as it was before the last write. Writes are not concerned. */
    public void staleRead() {
      plan(Fault.STALE_READ);
    }

    /** The answer of a Region whose service does not have the operation. */
    public void unknownOperation() {
      plan(Fault.UNKNOWN_OPERATION);
    }

    private void plan(Fault fault) {
      planned.add(new Planned(this, fault, new AtomicInteger()));
    }
  }
}
