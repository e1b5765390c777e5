package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Chain;
import dev.alarmkeeper.cli.Colour;
import dev.alarmkeeper.cli.ReportSummary;
import dev.alarmkeeper.cli.Screen;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.Deployment;
import dev.alarmkeeper.runtime.FunctionProcess;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Plays scenes, and has an auditor look before and after each invocation. */
final class Stage {
  private final Deployment deployed;
  private final Auditor auditor;
  private final Screen screen;
  private Chain shown = Chain.whole();

  Stage(Deployment deployed, Screen screen) {
    this.deployed = deployed;
    this.screen = screen;
    this.auditor = new Auditor(deployed.aws(), Set.of(Story.BENCHMARK, Story.RESPELLED));
  }

  /** Plays scene after scene, up to one that goes wrong. Answers whether none did. */
  boolean play(List<Scene> scenes) {
    for (int number = 1; number <= scenes.size(); number++) {
      if (!play(number, scenes.get(number - 1))) {
        screen.line(Colour.RED, "Scene " + number + " went wrong, and the story ends with it.");
        return false;
      }
    }
    screen.blank();
    screen.line(
        Colour.GREEN,
        "All %d scenes went as they should: each time the chain was read back through the AWS SDK."
            .formatted(scenes.size()));
    return true;
  }

  private boolean play(int number, Scene scene) {
    screen.title(number + "  " + scene.title(), "events/" + scene.event().name());
    scene.deed().run();
    deployed.aws().journal().clear();
    Chain before = auditor.look();
    if (!before.equals(shown) && !scene.isQuiet()) {
      screen.picture(before);
    }
    long start = System.nanoTime();
    Answer answer = deployed.send(scene.event());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return switch (answer) {
      case Answer.Returned returned ->
          show(
              scene,
              before,
              new ReportSummary(new JsonFields(Json.object(returned.json().toString()))),
              took);
      case Answer.Threw(String type, String message) -> {
        screen.line(Colour.RED, "   WRONG: the function threw " + type + ": " + message);
        yield false;
      }
    };
  }

  private boolean show(Scene scene, Chain before, ReportSummary report, Duration took) {
    report.lines().forEach(screen::labelled);
    Chain after = auditor.look();
    screen.picture(after, report.verdict(), took);
    shown = after;

    int writes = deployed.aws().journal().of(FunctionProcess.PRINCIPAL).writes().size();
    // All are told, not only the first that is wrong.
    return Stream.of(
            expect("chain before", scene.before(), before),
            expect("chain after", scene.after(), after),
            expect("verdict", scene.verdict(), report.verdict()),
            expect("writes", scene.isQuiet(), writes == 0))
        .allMatch(it -> it);
  }

  private <T> boolean expect(String what, T wanted, T got) {
    if (wanted.equals(got)) {
      return true;
    }
    screen.line(Colour.RED, "   WRONG: " + what + ": want " + wanted + ", got " + got);
    return false;
  }
}
