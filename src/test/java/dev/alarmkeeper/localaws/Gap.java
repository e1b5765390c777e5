package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One place where an emulator that nobody here wrote is laxer than AWS. The claim is what AWS
 * documents: the local AWS keeps it, the emulator breaks it, and when it has caught up the row has
 * to go to the contract.
 *
 * @param aws what AWS documents
 * @param given what both must be able to do first
 * @param claim what AWS does then; fails with an assertion or an error of the SDK where it does not
 */
record Gap(String aws, Consumer<Clients> given, Consumer<Clients> claim) {
  /** Those of moto 5.2.5. */
  static Stream<Gap> ofMoto() {
    return Stream.of(LogsGaps.ROWS, SnsGaps.ROWS, CloudTrailGaps.ROWS, ConfigGaps.ROWS)
        .flatMap(List::stream);
  }

  /** Those of LocalStack 4.12. */
  static Stream<Gap> ofLocalStack() {
    return LocalStackGaps.ROWS.stream();
  }

  static Gap row(String aws, Consumer<Clients> claim) {
    return new Gap(aws, clients -> {}, claim);
  }

  static void refused(Class<? extends SdkException> how, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(how);
  }

  void asOnAws(Clients clients) {
    given.accept(clients);
    claim.accept(clients);
  }

  boolean isAsOnAws(Clients clients) {
    given.accept(clients);
    try {
      claim.accept(clients);
      return true;
    } catch (AssertionError | SdkException different) {
      return false;
    }
  }

  @Override
  public String toString() {
    return aws;
  }
}
