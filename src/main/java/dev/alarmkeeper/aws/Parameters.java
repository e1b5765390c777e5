package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** The parameters of AWS Systems Manager. Source: Systems Manager API, GetParameter. */
public final class Parameters {
  private final SsmClient ssm;

  /** The parameters of the client's Region. */
  public Parameters(SsmClient ssm) {
    this.ssm = ssm;
  }

  /** The newest value of a parameter, decrypted where it is a SecureString. */
  public Observed<String> text(String name) {
    return Read.of(
        "ssm:GetParameter",
        name,
        () -> {
          try {
            var parameter = ssm.getParameter(it -> it.name(name).withDecryption(true)).parameter();
            return new Present<>(
                require(require(parameter, "Parameter").value(), "Parameter.Value"));
          } catch (ParameterNotFoundException _) {
            return new Absent<>();
          }
        });
  }
}
