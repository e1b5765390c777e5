package dev.alarmkeeper.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells somebody at a terminal that calls are under way; silent where nobody looks. */
final class Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean shown;
  private final AtomicInteger calls = new AtomicInteger();

  Progress(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  /** A call begins. */
  void calling(String service, String operation) {
    int number = calls.incrementAndGet();
    if (shown) {
      synchronized (this) {
        err.print(CLEAR_LINE + "reading, call " + number + ": " + service + " " + operation);
        err.flush();
      }
    }
  }

  /** What was shown goes. */
  synchronized void clear() {
    if (shown && calls.get() > 0) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
