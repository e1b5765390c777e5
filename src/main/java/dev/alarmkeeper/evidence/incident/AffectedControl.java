package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.control.Benchmark;
import dev.alarmkeeper.control.Control;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A control that an incident weakens, as auditors know it.
 *
 * @param id the control's id
 * @param title what it is about
 * @param numbers how the benchmarks call it, by the benchmark's title
 */
public record AffectedControl(String id, String title, Map<String, String> numbers) {
  /** Copies the numbers, in their order. */
  public AffectedControl {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  public static AffectedControl of(Control control) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (Map.Entry<Benchmark, String> number : control.numbers().entrySet()) {
      numbers.put(number.getKey().title(), number.getValue());
    }
    return new AffectedControl(control.id(), control.title(), numbers);
  }
}
