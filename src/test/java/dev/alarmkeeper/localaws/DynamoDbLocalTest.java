package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Where DynamoDB local has no native code its users are skipped, and say why. */
class DynamoDbLocalTest {
  @ParameterizedTest
  @ValueSource(strings = {"aarch64", "arm64", "riscv64"})
  void elsewhereTestsAreSkippedAloud(String architecture) {
    assertThatThrownBy(() -> DynamoDbLocal.assumeRunsOn(architecture))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("NOT TESTED on " + architecture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "x86_64"})
  void onX86TheyRun(String architecture) {
    assertThatCode(() -> DynamoDbLocal.assumeRunsOn(architecture)).doesNotThrowAnyException();
  }
}
