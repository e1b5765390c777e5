package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was missed, in words, a line each. */
final class MissedText {
  private MissedText() {}

  static List<String> of(MissedActivity activity) {
    Incident incident = activity.incident();
    List<String> lines = new ArrayList<>();
    lines.add("MISSED: %s".formatted(Phrases.count(activity.events().size(), "root event")));
    lines.add("In account " + incident.account().id() + ", " + incident.account().region());
    lines.add(
        "Broken meanwhile: %s %s"
            .formatted(Phrases.of(incident.subject().link()), incident.subject().name()));
    if (activity.parts() > 1) {
      lines.add(
          "Part %d of %d: the others are messages of their own."
              .formatted(activity.part(), activity.parts()));
    }
    for (MissedEvent event : activity.events()) {
      lines.add("");
      lines.addAll(of(event));
    }
    lines.add("");
    lines.addAll(activity.coverage().lines());
    lines.add("Incident " + incident.id());
    return lines;
  }

  private static List<String> of(MissedEvent event) {
    ApiCall call = event.call();
    List<String> lines = new ArrayList<>();
    lines.add(call.time().map(Phrases::of).orElse("at an unknown time"));
    lines.add("  " + shown(call.name()) + call.error().map(it -> " failed: " + it).orElse(""));
    lines.addAll(ActorText.of(call.actor()));
    lines.add("  in " + shown(call.region()));
    lines.add("  event " + event.id());
    return lines;
  }

  private static String shown(Optional<UntrustedText> text) {
    return text.map(UntrustedText::toString).orElse("unknown");
  }
}
