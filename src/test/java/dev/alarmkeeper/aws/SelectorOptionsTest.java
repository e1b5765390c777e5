package dev.alarmkeeper.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;

/** A pasted command records every management event again, and every data event that it did. */
class SelectorOptionsTest {
  private static final String ALL = "{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true}";

  @Test
  void aTrailOfManagementEventsAloneGetsOneSelector() throws IOException {
    assertThat(basic(EventSelector.builder().readWriteType("ReadOnly").build()))
        .isEqualTo("[" + ALL + "]");
  }

  @Test
  void dataEventsStayAsTheyWereRead() throws IOException {
    EventSelector data =
        EventSelector.builder()
            .readWriteType("WriteOnly")
            .includeManagementEvents(true)
            .excludeManagementEventSources("kms.amazonaws.com")
            .dataResources(objects("arn:aws:s3:::bucket/"))
            .build();
    assertThat(basic(data))
        .isEqualTo(
            "["
                + ALL
                + ",{\"ReadWriteType\":\"WriteOnly\",\"IncludeManagementEvents\":false,"
                + "\"DataResources\":[{\"Type\":\"AWS::S3::Object\","
                + "\"Values\":[\"arn:aws:s3:::bucket/\"]}]}]");
  }

  /** A trail has five: where data events fill them, one of theirs takes the management events. */
  @Test
  void whereThereIsNoRoomOneOfTheOthersTakesThem() throws IOException {
    EventSelector[] five =
        IntStream.range(0, 5)
            .mapToObj(
                it ->
                    EventSelector.builder()
                        .readWriteType("WriteOnly")
                        .includeManagementEvents(false)
                        .dataResources(objects("arn:aws:s3:::bucket-" + it + "/"))
                        .build())
            .toArray(EventSelector[]::new);
    String json = basic(five);
    assertThat(json).startsWith("[" + ALL.substring(0, ALL.length() - 1) + ",\"DataResources\"");
    assertThat(json.split("ReadWriteType", -1)).hasSize(6);
    assertThat(json).contains("bucket-0", "bucket-4");
  }

  @Test
  void advancedSelectorsForDataStayWithAllTheirConditions() throws IOException {
    AdvancedEventSelector management =
        AdvancedEventSelector.builder()
            .fieldSelectors(
                field("eventCategory").equalsValue("Management").build(),
                field("eventSource").notEquals("signin.amazonaws.com").build())
            .build();
    AdvancedEventSelector data =
        AdvancedEventSelector.builder()
            .name("it's $(touch x)")
            .fieldSelectors(
                field("eventCategory").equalsValue("Data").build(),
                field("resources.ARN")
                    .startsWith("arn:aws:s3:::a/")
                    .notStartsWith("arn:aws:s3:::a/b")
                    .endsWith("c")
                    .notEndsWith("d")
                    .notEquals("e")
                    .build())
            .build();
    String option = SelectorOptions.recordingAll(List.of(), List.of(management, data));
    assertThat(option).startsWith("--advanced-event-selectors ");
    assertThat(pasted(option))
        .isEqualTo(
            "[{\"FieldSelectors\":[{\"Field\":\"eventCategory\",\"Equals\":[\"Management\"]}]},"
                + "{\"Name\":\"it's $(touch x)\",\"FieldSelectors\":["
                + "{\"Field\":\"eventCategory\",\"Equals\":[\"Data\"]},"
                + "{\"Field\":\"resources.ARN\",\"StartsWith\":[\"arn:aws:s3:::a/\"],"
                + "\"EndsWith\":[\"c\"],\"NotEquals\":[\"e\"],"
                + "\"NotStartsWith\":[\"arn:aws:s3:::a/b\"],\"NotEndsWith\":[\"d\"]}]}]");
  }

  @Test
  void whatIsTooLongToPasteOrIsNoPlainTextIsNoOption() {
    assertThat(
            SelectorOptions.recordingAll(
                List.of(
                    EventSelector.builder()
                        .readWriteType("All")
                        .dataResources(objects("arn:aws:s3:::" + "a".repeat(5_000)))
                        .build()),
                List.of()))
        .isEmpty();
    assertThat(
            SelectorOptions.recordingAll(
                List.of(),
                List.of(
                    AdvancedEventSelector.builder()
                        .name("caf\u00e9")
                        .fieldSelectors(field("eventCategory").equalsValue("Data").build())
                        .build())))
        .isEmpty();
  }

  private static AdvancedFieldSelector.Builder field(String name) {
    return AdvancedFieldSelector.builder().field(name);
  }

  private static DataResource objects(String value) {
    return DataResource.builder().type("AWS::S3::Object").values(value).build();
  }

  private static String basic(EventSelector... read) throws IOException {
    String option = SelectorOptions.recordingAll(List.of(read), List.of());
    assertThat(option).startsWith("--event-selectors ");
    return pasted(option);
  }

  /** What a shell makes of the option's value: it has to be JSON, and nothing else happens. */
  private static String pasted(String option) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", "set -- " + option + "; printf '%s|%s' $# \"$2\"").start();
    String[] seen = new String(shell.getInputStream().readAllBytes(), UTF_8).split("\\|", 2);
    assertThat(seen[0]).as("two words").isEqualTo("2");
    assertThat(Json.object("{\"selectors\":" + seen[1] + "}")).containsKey("selectors");
    return seen[1];
  }
}
