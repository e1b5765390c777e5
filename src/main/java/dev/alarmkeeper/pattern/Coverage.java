package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which alternatives of two patterns are stronger than which of the other one. */
final class Coverage {
  private final NormalForm from;
  private final NormalForm to;
  private final Map<Alternative, BitSet> reaches = new HashMap<>();

  /** How the alternatives of one pattern prove those of another. */
  Coverage(NormalForm from, NormalForm to, Work work) {
    this.from = from;
    this.to = to;
    if (work.spend((long) from.atoms().size() * to.atoms().size())) {
      List<BitSet> proofs = from.proofs(to);
      from.alternatives().forEach(it -> reaches.put(it, NormalForm.reach(it, proofs)));
    }
  }

  /** Whether every event of the first alternative certainly is one of the second. */
  boolean proves(Alternative stronger, Alternative weaker) {
    return NormalForm.contains(reaches.getOrDefault(stronger, new BitSet()), weaker.atoms());
  }

  /** The alternatives that prove none of the other pattern's. */
  List<Alternative> uncovered() {
    return from.alternatives().stream()
        .filter(it -> to.alternatives().stream().noneMatch(weaker -> proves(it, weaker)))
        .toList();
  }

  /**
   * Whether every event of the one pattern certainly is one of the other, found within the work.
   */
  boolean isComplete(Work work) {
    return work.spend((long) from.alternatives().size() * to.alternatives().size())
        && uncovered().isEmpty();
  }
}
