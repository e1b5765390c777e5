package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;

/** Where it is remembered what was decided about twins. No method throws. */
public interface TwinMemory {
  /** Every run is the first one, and nothing is kept of it: for a look before the first run. */
  TwinMemory FRESH =
      new TwinMemory() {
        @Override
        public Observed<TwinDecisions> read() {
          return new Absent<>();
        }

        @Override
        public Observed<TwinDecisions> keep(TwinDecisions decided) {
          return new Present<>(decided);
        }
      };

  /** What was decided; absent where nothing is yet. */
  Observed<TwinDecisions> read();

  /**
   * Keeps what this run decided beside what others have decided meanwhile.
   *
   * @return what is in force now; unreadable if it may not be kept
   */
  Observed<TwinDecisions> keep(TwinDecisions decided);
}
