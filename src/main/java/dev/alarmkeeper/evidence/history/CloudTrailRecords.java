package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls from CloudTrail's records; absent fields stay unknown. Source: CloudTrail User Guide,
 * "CloudTrail record contents" and "CloudTrail userIdentity element".
 */
public final class CloudTrailRecords {
  /** Texts of a call's parameters that are kept; a call that breaks a link has few. */
  private static final int MOST_NAMED = 100;

  private CloudTrailRecords() {}

  /** The call that a record is about. */
  public static ApiCall of(JsonFields record) {
    return new ApiCall(
        record.shown("eventName"),
        record.shown("eventID"),
        record.instant("eventTime"),
        record.shown("awsRegion"),
        actor(record),
        record.shown("errorCode"),
        texts(record.object("requestParameters").json())
            .limit(MOST_NAMED)
            .map(UntrustedText::of)
            .toList());
  }

  private static Actor actor(JsonFields record) {
    return new Actor(
        record
            .shown("userIdentity", "arn")
            .or(() -> record.shown("userIdentity", "invokedBy"))
            .or(() -> record.shown("userIdentity", "principalId")),
        record.shown("userIdentity", "type"),
        record.shown("userIdentity", "sessionContext", "sessionIssuer", "arn"),
        mfa(record),
        record.shown("sourceIPAddress"));
  }

  /** A console sign-in says it elsewhere than a call that was made with a session. */
  private static Optional<Boolean> mfa(JsonFields record) {
    return record
        .text("userIdentity", "sessionContext", "attributes", "mfaAuthenticated")
        .map(Boolean::parseBoolean)
        .or(() -> record.text("additionalEventData", "MFAUsed").map("Yes"::equals));
  }

  private static Stream<String> texts(@Nullable Object value) {
    return switch (value) {
      case String text -> Stream.of(text);
      case Map<?, ?> object -> object.values().stream().flatMap(CloudTrailRecords::texts);
      case Collection<?> list -> list.stream().flatMap(CloudTrailRecords::texts);
      case null, default -> Stream.empty();
    };
  }
}
