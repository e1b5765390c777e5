package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Mark;
import dev.alarmkeeper.cli.Screen;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.runtime.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells the whole story, sends the one event that the argument names, or serves a local AWS. */
final class Demo {
  private Demo() {}

  /**
   * Ends with status 0 if all went as it should, with 1 if not, with 2 if there is no such file.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Screen screen = new Screen(System.out, Boolean.getBoolean("demo.colours"));
    if (arguments.length > 0 && arguments[0].equals("--serve")) {
      Serve.start(List.of(arguments).subList(1, arguments.length)).tell(screen);
      Thread.currentThread().join();
    }
    if (arguments.length == 1 && !Files.isRegularFile(Path.of(arguments[0]))) {
      screen.line("no such file: " + arguments[0]);
      System.exit(2);
    }
    boolean good = arguments.length == 0 ? tell(screen) : send(Path.of(arguments[0]), screen);
    System.exit(good ? 0 : 1);
  }

  private static boolean tell(Screen screen) {
    screen.line(
        "The packaged function, under AWS's own Lambda runtime client, guards root logins of a local AWS.");
    screen.line(
        "Each link from the trail to the people is %s whole, %s broken, or %s waiting for somebody."
            .formatted(
                screen.paint(Mark.WHOLE), screen.paint(Mark.BROKEN), screen.paint(Mark.WAITING)));
    try (Deployment deployed = Deployment.start()) {
      if (!new Stage(deployed, screen).play(new Story(deployed.aws()).scenes())) {
        return false;
      }
    }
    try (Deployment deployed = Deployment.start(Mail.settings())) {
      return new Mail(deployed, screen).arrives();
    }
  }

  private static boolean send(Path event, Screen screen) {
    try (Deployment deployed = Deployment.start(Mail.settings())) {
      return new OneEvent(deployed, screen).send(SampleEvent.read(event));
    }
  }
}
