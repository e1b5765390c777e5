package dev.alarmkeeper.evidence.cause;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.evidence.report.ReportedFinding.Todo;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which call can have broken what: the operation, the parameter that names the object, and the
 * findings that it can cause. A call in another account or Region, or about an object of another
 * name, is no match.
 */
public final class BreakingCalls {
  /** The label of a link that is not there. */
  public static final String MISSING = BreakingCall.MISSING;

  private static final List<BreakingCall> ROWS =
      Stream.of(
              TrailCalls.ROWS,
              LogCalls.ROWS,
              AlarmCalls.ROWS,
              TopicCalls.ROWS,
              KeyCalls.ROWS,
              EndpointCalls.ROWS)
          .flatMap(List::stream)
          .toList();

  private BreakingCalls() {}

  /** Every operation of the table. */
  public static Set<String> operations() {
    return ROWS.stream().map(BreakingCall::operation).collect(Collectors.toSet());
  }

  /** Whether a link is surely broken after such a call; a Put may write what was there. */
  public static boolean takesAway(ApiCall call) {
    return ROWS.stream().anyMatch(it -> it.takesAway() && it.isOf(call));
  }

  /** The Region whose event history has the calls that can break a link. */
  public static String region(Link link, String name, Desired desired) {
    return new ChainObjects(desired, link, name, Set.of()).region();
  }

  /** What is wrong with a link, in the words by which the table names it. */
  public static Set<String> labels(List<ReportedFinding> findings) {
    return observed(findings).keySet();
  }

  /** The operations that can have led to what was found, by their names in CloudTrail. */
  public static List<String> operationsBehind(Link link, List<ReportedFinding> findings) {
    Set<String> labels = labels(findings);
    return ROWS.stream()
        .filter(it -> it.link() == link && it.concerns(labels))
        .map(BreakingCall::operation)
        .distinct()
        .toList();
  }

  /**
   * What a call explains of what was found; empty where it is no candidate: it failed, is of a sort
   * that cannot cause it, or is about something else.
   *
   * @param findings of the link; where there are none, whatever the call can cause counts
   * @return the labels that the parameters explain: none of them may be, and the call a candidate
   *     still
   */
  public static Optional<Set<String>> explains(
      ApiCall call, Link link, String name, List<ReportedFinding> findings, Desired desired) {
    Map<String, Set<String>> observed = observed(findings);
    ChainObjects chain = new ChainObjects(desired, link, name, objects(findings));
    List<BreakingCall> rows =
        ROWS.stream()
            .filter(it -> it.link() == link && it.isOf(call) && it.concerns(observed.keySet()))
            .filter(_ -> call.error().isEmpty() && chain.isWhere(call))
            .filter(it -> it.names().test(chain, call.parameters()))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Set<String> explained = new HashSet<>();
    for (BreakingCall row : rows) {
      row.causes()
          .forEach(
              (label, shows) -> {
                if (observed.isEmpty()
                    || (observed.containsKey(label)
                        && observed.get(label).stream()
                            .allMatch(it -> shows.test(call.parameters(), it, chain)))) {
                  explained.add(label);
                }
              });
    }
    return Optional.of(explained);
  }

  private static Set<String> objects(List<ReportedFinding> findings) {
    return findings.stream().flatMap(it -> it.objects().stream()).collect(Collectors.toSet());
  }

  /** What was observed, by label. */
  private static Map<String, Set<String>> observed(List<ReportedFinding> findings) {
    Map<String, Set<String>> observed = new HashMap<>();
    for (ReportedFinding finding : findings) {
      if (finding.todo() == Todo.NOTE) {
        continue;
      }
      if (finding.kind() == Kind.DRIFTED && !finding.differences().isEmpty()) {
        for (Shown difference : finding.differences()) {
          observed
              .computeIfAbsent(difference.field(), _ -> new HashSet<>())
              .add(difference.observed());
        }
      } else {
        observed.put(finding.kind().name().toLowerCase(Locale.ROOT), Set.of(""));
      }
    }
    return observed;
  }
}
