package dev.alarmkeeper.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.List;

/** Does to a local AWS what an event says was done to AWS. */
public final class Replay {
  /** Who does it, in the journal of the local AWS. */
  public static final String PRINCIPAL = "attacker";

  private final List<Deeds> deeds;

  /** Replays events on this local AWS. */
  public Replay(LocalAws aws) {
    Clients clients = Clients.of(aws, PRINCIPAL);
    deeds =
        List.of(
            new LogsDeeds(clients),
            new AlarmDeeds(clients),
            new TopicDeeds(clients),
            new TrailDeeds(clients));
  }

  /**
   * Makes the API call that the event tells of.
   *
   * @return false if it tells of none that changed what the local AWS has
   */
  public boolean of(SampleEvent event) {
    JsonNode detail = event.json().path("detail");
    Said said = new Said(detail.path("requestParameters"));
    String deed = detail.path("eventName").asText();
    return !detail.has("errorCode") && deeds.stream().anyMatch(it -> it.repeat(deed, said));
  }
}
