package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;

/** Event selectors, as CloudTrail says it: a trail has basic ones or advanced ones. */
final class EventSelectors {
  static final String CATEGORY = "eventCategory";
  private static final String READ_ONLY = "readOnly";

  private final CloudTrailClient cloudTrail;

  EventSelectors(CloudTrailClient cloudTrail) {
    this.cloudTrail = cloudTrail;
  }

  Observed<ManagementEvents> read(Trail trail) {
    String arn = trail.arn().toString();
    return Read.of(
        "cloudtrail:GetEventSelectors",
        arn,
        () -> {
          var answer = cloudTrail.getEventSelectors(it -> it.trailName(arn));
          // A trail has one kind or the other, and never neither.
          if (!answer.hasEventSelectors() && !answer.hasAdvancedEventSelectors()) {
            throw new MalformedAnswerException(
                "the answer has neither EventSelectors nor AdvancedEventSelectors");
          }
          return new Present<>(
              union(
                  trail,
                  SelectorOptions.recordingAll(
                      answer.eventSelectors(), answer.advancedEventSelectors()),
                  Stream.concat(
                          answer.eventSelectors().stream()
                              .filter(it -> Boolean.TRUE.equals(it.includeManagementEvents()))
                              .map(EventSelectors::basic),
                          answer.advancedEventSelectors().stream()
                              .filter(EventSelectors::selectsManagement)
                              .map(EventSelectors::advanced))
                      .toList()));
        });
  }

  /** What one selector records. */
  private record Selection(boolean writes, boolean reads, List<String> leftOut) {}

  /** An event is recorded if any selector records it; what one leaves out another may record. */
  private static ManagementEvents union(
      Trail trail, String recordingAll, List<Selection> selections) {
    return new ManagementEvents(
        trail,
        recordingAll,
        selections.stream().anyMatch(Selection::writes),
        selections.stream().anyMatch(Selection::reads),
        isWhole(selections, Selection::writes) && isWhole(selections, Selection::reads)
            ? List.of()
            : selections.stream().flatMap(it -> it.leftOut().stream()).distinct().toList());
  }

  /** Whether a selector without exceptions records events of this kind. */
  private static boolean isWhole(List<Selection> selections, Predicate<Selection> kind) {
    return selections.stream().filter(it -> it.leftOut().isEmpty()).anyMatch(kind);
  }

  private static Selection basic(EventSelector selector) {
    String type = String.valueOf(selector.readWriteTypeAsString());
    return new Selection(
        !type.equals("ReadOnly"),
        !type.equals("WriteOnly"),
        selector.excludeManagementEventSources().stream().map(EventSelectors::shown).toList());
  }

  static boolean selectsManagement(AdvancedEventSelector selector) {
    return selector.fieldSelectors().stream()
        .anyMatch(it -> CATEGORY.equals(it.field()) && it.equalsValue().contains("Management"));
  }

  private static Selection advanced(AdvancedEventSelector selector) {
    boolean writes = true;
    boolean reads = true;
    List<String> leftOut = new ArrayList<>();
    for (AdvancedFieldSelector field : selector.fieldSelectors()) {
      if (READ_ONLY.equals(field.field()) && field.hasEqualsValue()) {
        writes &= field.equalsValue().contains("false");
        reads &= field.equalsValue().contains("true");
      } else if (!CATEGORY.equals(field.field())) {
        // Every further condition leaves something out.
        leftOut.add(shown(SdkText.of(field)));
      }
    }
    return new Selection(writes, reads, leftOut);
  }

  private static String shown(String text) {
    return UntrustedText.of(text).toString();
  }
}
