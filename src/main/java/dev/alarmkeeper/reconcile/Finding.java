package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import java.util.List;

/**
 * One thing that is not as it should be.
 *
 * @param name the link's name; endpoints are masked
 * @param controls the ids of the controls it weakens, in the catalogue's order
 * @param differences field by field; empty where the link is missing or was not read
 * @param objects what else AWS knows by a name that the link's does not tell: the ARN of a
 *     subscription or of a key, another filter as {@code group:name}
 */
public record Finding(
    Link link,
    String name,
    List<String> controls,
    Kind kind,
    Severity severity,
    List<Difference> differences,
    Remedy remedy,
    List<String> objects) {
  /** Copies the lists. */
  public Finding {
    controls = List.copyOf(controls);
    differences = List.copyOf(differences);
    objects = List.copyOf(objects);
  }

  /** One that is about nothing but the link. */
  public Finding(
      Link link,
      String name,
      List<String> controls,
      Kind kind,
      Severity severity,
      List<Difference> differences,
      Remedy remedy) {
    this(link, name, controls, kind, severity, differences, remedy, List.of());
  }

  /** Whether it is a risk that the owner accepts: nothing else that differs is only noted. */
  public boolean isAccepted() {
    return remedy instanceof Remedy.Note && !differences.isEmpty();
  }
}
