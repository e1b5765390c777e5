package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place where the chain was found first, in the ledger. Who may write the ledger may move it,
 * so what it says is held to the forms of its names.
 */
public final class PinnedPlace {
  /** The kind of the pinned place; there is one. */
  public static final String KIND = "place";

  /** The table usually answers in milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Pattern TRAIL =
      Pattern.compile("arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\\d{12}:trail/[A-Za-z0-9._-]{3,128}");
  private static final Pattern LOG_GROUP =
      Pattern.compile("arn:aws[a-z-]*:logs:[a-z0-9-]+:\\d{12}:log-group:[A-Za-z0-9._/#-]{1,512}");

  private final DocumentStore ledger;
  private final String forget;

  /**
   * The place in this ledger.
   *
   * @param forget the command with which a person deletes it
   */
  public PinnedPlace(DocumentStore ledger, String forget) {
    this.ledger = ledger;
    this.forget = forget;
  }

  /** The place in a table. */
  public static PinnedPlace in(DynamoDocumentStore table) {
    return in(table, table);
  }

  /**
   * The place in a table.
   *
   * @param store through which the table is read
   */
  public static PinnedPlace in(DynamoDocumentStore table, DocumentStore store) {
    return new PinnedPlace(store, table.deletion(KIND, KIND));
  }

  /** The command with which a person makes alarmkeeper forget it. */
  String forget() {
    return forget;
  }

  /**
   * A trail, and where it delivered.
   *
   * @param at when it was remembered
   * @param because how it was found
   * @param version of the ledger's entry; 0 before it is written
   */
  record Pinned(Arn trail, Arn logGroup, String at, String because, long version) {
    /** The place as it is to be remembered, in place of an older version. */
    static Optional<Pinned> of(Place place, Instant at, long version) {
      // Where neither we nor another account can keep it, it is not a place to hold on to.
      return place.trail() instanceof Present<Arn>(Arn trail)
              && (place.isHere() || place.isCoveredElsewhere())
          ? place
              .logGroup()
              .map(
                  it ->
                      new Pinned(
                          trail,
                          it,
                          at.truncatedTo(ChronoUnit.SECONDS).toString(),
                          place.because(),
                          version))
          : Optional.empty();
    }
  }

  /** Reads it, if the ledger answers soon: repairs do not wait for one that does not. */
  Observed<Pinned> read() {
    return CompletableFuture.supplyAsync(
            () -> ledger.one(KIND, KIND).flatMap(this::pinned),
            task -> Thread.ofVirtual().start(task))
        .completeOnTimeout(
            new Unreadable<>("no answer from the table in " + PATIENCE.toSeconds() + " s", true),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS)
        .join();
  }

  Written write(Pinned pinned) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("trail", pinned.trail().toString());
    document.put("log_group", pinned.logGroup().toString());
    document.put("pinned_at", pinned.at());
    document.put("because", pinned.because());
    return ledger.put(new Entry(KIND, KIND, pinned.version(), document, Optional.empty()));
  }

  private Observed<Pinned> pinned(Entry entry) {
    try {
      return new Present<>(
          new Pinned(
              arn(entry, "trail", TRAIL),
              arn(entry, "log_group", LOG_GROUP),
              text(entry, "pinned_at"),
              text(entry, "because"),
              entry.version()));
    } catch (MalformedAnswerException wrong) {
      return new Unreadable<>(
          "the pinned place is not as alarmkeeper writes it (%s); delete it with %s"
              .formatted(wrong.getMessage(), forget),
          false);
    }
  }

  private static Arn arn(Entry entry, String field, Pattern form) {
    String text = String.valueOf(require(entry.document().get(field), field));
    if (!form.matcher(text).matches()) {
      throw new MalformedAnswerException(field + ": got " + UntrustedText.of(text));
    }
    return Arn.parse(text);
  }

  private static String text(Entry entry, String field) {
    return UntrustedText.safe(
        String.valueOf(require(entry.document().get(field), field)), UntrustedText.LONG);
  }
}
