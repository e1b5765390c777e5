package dev.alarmkeeper.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody can answer in AWS's place, but on a developer's own machine. */
class EndpointsTest {
  private static final String SOMEBODY = "http://203.0.113.9:4777";
  private static final String STREAM = "2026/11/25/[$LATEST]0123456789abcdef0123456789abcdef";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "sam local,                               true,  $LATEST, http://host.docker.internal:4777, true",
    "Lambda,                                  '',    STREAM,  http://203.0.113.9:4777,          false",
    "Lambda that is told to be sam local,     true,  STREAM,  http://203.0.113.9:4777,          false",
    "neither,                                 '',    $LATEST, http://203.0.113.9:4777,          false",
    "another word for true,                   1,     $LATEST, http://203.0.113.9:4777,          false",
    "this machine,                            '',    STREAM,  http://127.0.0.1:4777,            true",
    "this machine by name,                    '',    STREAM,  http://localhost:4777/,           true",
    "this machine with IPv6,                  '',    STREAM,  'http://[::1]:4777',              true",
    "a host that begins like this machine,    '',    STREAM,  http://127.0.0.1.example.com,     false",
    "a user that looks like this machine,     '',    STREAM,  http://localhost:1@example.com,   false",
    "another machine of the loopback's name,  '',    STREAM,  http://localhost.example.com,     false"
  })
  void anEndpointIsHeeded(String where, String samLocal, String stream, String url, boolean is) {
    Map<String, String> environment =
        Map.of(
            "AWS_SAM_LOCAL",
            samLocal,
            "AWS_LAMBDA_LOG_STREAM_NAME",
            stream.replace("STREAM", STREAM),
            "AWS_ENDPOINT_URL_KMS",
            url);

    assertThat(Endpoints.areHeeded(environment)).isEqualTo(is);
  }

  @Test
  void oneThatIsNotHeededTakesTheOthersWithIt() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4777");
    environment.put("AWS_ENDPOINT_URL_SNS", SOMEBODY);

    // The SDK reads them itself, all or none.
    assertThat(Endpoints.areHeeded(environment)).isFalse();
  }

  @Test
  void theSdkIsToldToIgnoreWhatIsNotHeeded() {
    String before = System.getProperty(Endpoints.IGNORE);
    try {
      new Transport(Map.of("AWS_ENDPOINT_URL", SOMEBODY));
      assertThat(System.getProperty(Endpoints.IGNORE)).isEqualTo("true");
      new Transport(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
      assertThat(System.getProperty(Endpoints.IGNORE)).isEqualTo("false");
    } finally {
      if (before == null) {
        System.clearProperty(Endpoints.IGNORE);
      } else {
        System.setProperty(Endpoints.IGNORE, before);
      }
    }
  }

  @Test
  void theTemplatesBlankIsNone() {
    assertThat(Endpoints.areHeeded(Map.of("AWS_ENDPOINT_URL", ""))).isFalse();
  }
}
