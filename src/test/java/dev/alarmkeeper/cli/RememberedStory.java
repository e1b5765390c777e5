package dev.alarmkeeper.cli;

import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What runs of the last three hours left in the table of a local AWS. */
final class RememberedStory {
  static final String TABLE = "evidence";
  static final String MALLORY = "arn:aws:iam::111122223333:user/<b>mallory</b>";

  /** The first look, at a whole minute. */
  final Instant begin = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);

  private final Story story = new Story();

  RememberedStory() {
    story.later(Duration.between(story.now, begin)).run();
    watched();
  }

  private void watched() {
    story.later(Duration.ofMinutes(10)).run();
  }

  /** Twenty minutes in which the chain was whole. */
  static RememberedStory quiet() {
    RememberedStory quiet = new RememberedStory();
    quiet.watched();
    return quiet;
  }

  /**
   * The filter is deleted and put back a minute later, and missed events are searched for twice.
   */
  static RememberedStory ofRepair() {
    RememberedStory told = new RememberedStory();
    var deletion = told.story.later(Duration.ofMinutes(1)).deleteFilter(MALLORY);
    told.story.later(Duration.ofMinutes(1)).run(deletion);
    told.watched();
    told.watched();
    told.watched();
    return told;
  }

  /** The filter is deleted, and alarmkeeper may not write. */
  static RememberedStory ofDrift() {
    RememberedStory told = new RememberedStory();
    told.story.mode = Mode.OBSERVE;
    var deletion = told.story.later(Duration.ofMinutes(1)).deleteFilter(MALLORY);
    told.story.later(Duration.ofMinutes(1)).run(deletion);
    return told;
  }

  RememberedStory in(LocalAws aws) {
    aws.dynamoDb().addTable(TABLE);
    DynamoDocumentStore table =
        new DynamoDocumentStore(Clients.of(aws, "keeper").dynamoDb(), aws.region(), TABLE);
    for (String kind : kinds()) {
      int number = 0;
      List<Entry> entries = new ArrayList<>();
      for (JsonFields document : story.kept(kind)) {
        entries.add(Entry.fresh(kind, String.valueOf(number++), document.json()));
      }
      if (!entries.isEmpty()) {
        table.writeAll(entries);
      }
    }
    aws.journal().clear();
    return this;
  }

  private static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(EvidenceStore.KINDS);
    kinds.addAll(List.of(VerifiedPeriods.PAST, StoredDocuments.INCIDENT));
    return kinds;
  }
}
