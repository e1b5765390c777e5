package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.alarmkeeper.docs.Figure;
import dev.alarmkeeper.reconcile.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One process for a long time: thousands of runs over a chain that somebody tampers with in random
 * ways. Each run is right, and nothing grows: not the heap, not the threads, not what is open.
 */
class SoakIT {
  private static final int RUNS = Integer.getInteger("soak.runs", 10_000);
  private static final long SEED = 20_261_125;
  private static final long MEBIBYTE = 1 << 20;

  /** What is left of caches and pools that fill up once. */
  private static final long SLACK_BYTES = 64 * MEBIBYTE;

  private static final int SLACK_THREADS = 20;
  private static final int SLACK_FILES = 100;

  @Test
  @Tag("slow")
  void nothingGrowsAndEveryRunIsRight() throws IOException {
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    try (Scene scene = new Scene()) {
      Size warm = Size.now();
      for (int run = 0; run < RUNS; run++) {
        if (run == RUNS / 10) {
          warm = Size.now();
        }
        scene.makeWhole();
        Tampering tampering = Tamperings.NAMED.get(random.nextInt(Tamperings.NAMED.size()));
        tampering.attack().accept(scene.attacker());
        Verdict verdict = scene.keeper().repair().verdict();
        boolean claimed = verdict == Verdict.COMPLIANT || verdict == Verdict.REPAIRED;
        if (claimed != scene.isWhole()) {
          wrong.add(run + ", " + tampering.what() + ": " + verdict + ", " + scene.differing());
        }
      }
      Size end = Size.now();
      new Figure(
              "runs in one process, with random tampering: each right, nothing grows",
              RUNS,
              wrong.size(),
              "%d MB of heap after a tenth of them, %d MB at the end; %d and %d threads; %d and %d open files"
                  .formatted(
                      warm.heap / MEBIBYTE,
                      end.heap / MEBIBYTE,
                      warm.threads,
                      end.threads,
                      warm.files,
                      end.files))
          .write();
      assertThat(wrong).isEmpty();
      assertThat(end.heap).as("heap").isLessThan(warm.heap + SLACK_BYTES);
      assertThat(end.threads).as("threads").isLessThan(warm.threads + SLACK_THREADS);
      assertThat(end.files).as("open files").isLessThan(warm.files + SLACK_FILES);
    }
  }

  private record Size(long heap, int threads, long files) {
    static Size now() {
      System.gc();
      return new Size(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0);
    }
  }
}
