package dev.alarmkeeper.localaws;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The local AWS answers as AWS does: where moto and LocalStack do too, and where they are laxer.
 */
class LocalAwsContractIT
    implements LogsContract, SnsContract, CloudWatchContract, CloudTrailContract, ConfigContract {
  private static final LocalAws AWS = LocalAws.start();
  private static final Clients CLIENTS = Clients.of(AWS, "tester");

  @BeforeEach
  void forget() {
    AWS.reset();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Override
  public Clients clients() {
    return CLIENTS;
  }

  @Override
  public String bucket() {
    return "bucket";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "dev.alarmkeeper.localaws.Gap#ofMoto",
    "dev.alarmkeeper.localaws.Gap#ofLocalStack"
  })
  void isAsStrictAsAws(Gap gap) {
    gap.asOnAws(CLIENTS);
  }
}
