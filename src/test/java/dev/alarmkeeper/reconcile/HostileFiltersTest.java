package dev.alarmkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.pattern.HostilePatterns;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may write a metric filter can't use up a run, nor hide the filters of others. */
class HostileFiltersTest {
  private static final int FOREIGN = 99;

  /**
   * Of processor time. It is some 200 ms; patterns read again for each control take 91 s. Between
   * them stands a bound that no slow machine reaches.
   */
  private static final long LIMIT_MILLIS = 5_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<Control> CONTROLS = Fixtures.controls("all");
  private static final Desired DESIRED =
      DesiredState.of(Fixtures.settings(), CONTROLS, Fixtures.place());
  private static final Map<String, String[]> HOSTILE = HostilePatterns.of(FOREIGN);

  static Stream<String> kinds() {
    return HOSTILE.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void ninetyNineFiltersOfOthersCostLittle(String kind) {
    InMemoryChain chain = with(foreign(kind));
    long without = millis(InMemoryChain.whole(DESIRED));

    long more = millis(chain) - without;

    assertThat(more).isLessThan(LIMIT_MILLIS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void noneOfThemMakesOursCompliantOrNot(String kind) {
    Plan plan = Planner.plan(DESIRED, with(foreign(kind)).snapshot(), CONTROLS);

    assertThat(plan.findings())
        .allSatisfy(
            it -> {
              assertThat(it.remedy()).isInstanceOf(Remedy.Note.class);
              assertThat(it.link()).isEqualTo(Link.METRIC_FILTER);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void asOurOwnPatternNoneIsTakenForTheDesiredOne(String kind) {
    String[] patterns = HOSTILE.getOrDefault(kind, new String[0]);
    List<MetricFilter> ours = new ArrayList<>();
    DESIRED
        .watches()
        .forEach(
            watch ->
                watch.filter().ifPresent(it -> ours.add(named(it.name(), patterns[ours.size()]))));
    InMemoryChain chain = InMemoryChain.whole(DESIRED);
    chain.filters = new Present<>(ours);

    Plan plan = Planner.plan(DESIRED, chain.snapshot(), CONTROLS);

    // For root usage, more names that no ordinary event has lose nothing and drown nothing.
    int harmless = kind.equals("root usage, or many names") ? 1 : 0;
    assertThat(plan.repairs()).hasSize(CONTROLS.size() - harmless);
  }

  @Test
  void whatIsNotReachedIsSaidAndTheTwinIsRecognisedAllTheSame() {
    List<MetricFilter> all = new ArrayList<>(foreign("root usage, or a product"));
    String twin =
        "{($.eventType!=AwsServiceEvent)&&$.userIdentity.type=Root&&$.userIdentity.invokedBy NOT EXISTS}";
    all.add(named("mine", twin));

    Plan plan = Planner.plan(DESIRED, with(all).snapshot(), CONTROLS);

    assertThat(plan.findings())
        .extracting(it -> it.remedy().toString())
        .anySatisfy(it -> assertThat(it).contains("metric filter mine means the same"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("comparing the patterns of 99 other metric filters costs more")
                    .contains("is not known"));
  }

  private static List<MetricFilter> foreign(String kind) {
    String[] patterns = HOSTILE.getOrDefault(kind, new String[0]);
    assertThat(Stream.of(patterns).map(String::length).toList())
        .as(kind)
        .allMatch(length -> length >= 850 && length <= 1024);
    return IntStream.range(0, FOREIGN).mapToObj(i -> named("foreign-" + i, patterns[i])).toList();
  }

  private static MetricFilter named(String name, String pattern) {
    return AFilter.with(
        f -> {
          f.name = name;
          f.metric = name.endsWith("_metric") ? f.metric : "theirs";
          f.pattern = pattern;
        });
  }

  private static InMemoryChain with(List<MetricFilter> foreign) {
    InMemoryChain chain = InMemoryChain.whole(DESIRED);
    List<MetricFilter> all = new ArrayList<>(foreign);
    DESIRED.watches().forEach(watch -> watch.filter().ifPresent(all::add));
    chain.filters = new Present<>(all);
    return chain;
  }

  /** The best of three, so that loading and compiling code does not count. */
  private static long millis(InMemoryChain chain) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      Planner.plan(DESIRED, chain.snapshot(), CONTROLS);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    return best / 1_000_000;
  }
}
