package dev.alarmkeeper.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Subscription.State;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints are personal: they are told apart without being told. */
class SubscriptionTest {
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "email, security@example.com, email:s***@example.com#",
    "email-json, security@example.com, email-json:s***@example.com#",
    "email, \"security@home\"@example.com, email:\"***@example.com#",
    "sms, +15551234567, sms:***#",
    "sqs, arn:aws:sqs:us-east-1:111122223333:alarms, sqs:***arms#",
    "https, https://hooks.example.com/T0/token, https:***#",
    "https, https://user:token@hooks.example.com/T0/key, https:***#",
    "https, https://hooks.example.com/?to=security@example.com&key=1, https:***#",
    "http, arn:short, http:***#",
  })
  void maskedShowsKindAndServiceOnly(String protocol, String endpoint, String shown) {
    assertThat(subscription(protocol, endpoint).masked())
        .startsWith(shown)
        .matches(".*#[0-9a-f]{6}");
  }

  @Test
  void everyEndpointHasAMarkOfItsOwn() {
    Set<String> masked = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      masked.add(subscription("sms", "+1555123%04d".formatted(i)).masked());
    }
    assertThat(masked).hasSize(500);
  }

  @Test
  void aMarkIsTheSameInEveryRun() {
    assertThat(subscription("email", "sec@example.com").masked())
        .isEqualTo("email:s***@example.com#690cb1");
  }

  @Test
  void textOfAnEndpointIsMadeSafe() {
    assertThat(subscription("email", "a@x\u202E\n.com").masked()).doesNotContain("\n", "\u202E");
  }

  @Test
  void anEmailsLettersAreTheSameInUpperAndLowerCase() {
    Subscription lower = subscription("email", "sec@example.com");
    Subscription upper = subscription("email", "SEC@Example.com".toUpperCase(Locale.ROOT));
    assertThat(lower.reaches(upper)).isTrue();
    assertThat(lower.masked()).endsWith(upper.masked().substring(upper.masked().indexOf('#')));
  }

  @Test
  void otherEndpointsAreTheSameToTheLetter() {
    Subscription url = subscription("https", "https://example.com/Token");
    assertThat(url.reaches(subscription("https", "https://example.com/token"))).isFalse();
    assertThat(url.reaches(subscription("http", "https://example.com/Token"))).isFalse();
  }

  @Test
  void theStateIsNoPartOfTheAddress() {
    Subscription confirmed = subscription("email", "sec@example.com");
    for (State state : List.of(State.values())) {
      assertThat(confirmed.reaches(new Subscription("email", "sec@example.com", state))).isTrue();
    }
  }

  private static Subscription subscription(String protocol, String endpoint) {
    return new Subscription(protocol, endpoint, State.CONFIRMED);
  }
}
