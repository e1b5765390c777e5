package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.WarmUpConfiguration;

/** What AWS answered is told in the API's own names. */
class SdkTextTest {
  @Test
  void partsAreJsonWithoutWhatIsNotThere() {
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("m1")
            .metricStat(
                it ->
                    it.period(60)
                        .stat("Sum")
                        .metric(
                            metric ->
                                metric
                                    .metricName("Root")
                                    .dimensions(Dimension.builder().name("a").value("b]").build())))
            .returnData(true)
            .build();

    assertThat(SdkText.of(List.of(query)))
        .isEqualTo(
            "[{\"Id\":\"m1\",\"MetricStat\":{\"Metric\":{\"MetricName\":\"Root\",\"Dimensions\":"
                + "[{\"Name\":\"a\",\"Value\":\"b]\"}]},\"Period\":60,\"Stat\":\"Sum\"},"
                + "\"ReturnData\":true}]");
    assertThat(
            SdkText.of(WarmUpConfiguration.builder().warmUpPeriodDurationInMinutes(2_880).build()))
        .isEqualTo("{\"WarmUpPeriodDurationInMinutes\":2880}");
  }
}
