package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Colour;
import dev.alarmkeeper.cli.Screen;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.Deployment;
import java.util.Set;

/** Breaks a whole chain as one event says, sends the event, and shows the answer in full. */
record OneEvent(Deployment deployed, Screen screen) {
  /** Answers whether the function took the event. */
  boolean send(SampleEvent event) {
    Auditor auditor = new Auditor(deployed.aws(), Set.of(Story.BENCHMARK));
    deployed.makeChainWhole();
    screen.title("A whole chain", "");
    screen.picture(auditor.look());

    screen.title("What the event tells of is done to it", event.name());
    if (new Replay(deployed.aws()).of(event)) {
      screen.picture(auditor.look());
    } else {
      screen.line("   nothing that this local AWS could show");
    }

    screen.title("alarmkeeper is sent the event, and answers", "");
    boolean taken = show(deployed.send(event));

    screen.title("The chain one invocation later", "");
    screen.picture(auditor.look());
    return taken;
  }

  private boolean show(Answer answer) {
    return switch (answer) {
      case Answer.Returned returned -> {
        screen.line(returned.json().toPrettyString());
        yield true;
      }
      case Answer.Threw(String type, String message) -> {
        screen.line(Colour.RED, type);
        screen.line(message);
        yield false;
      }
    };
  }
}
