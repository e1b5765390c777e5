package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;

/** The parameters of AWS Systems Manager. Source: Systems Manager API, GetParameter. */
public final class Parameters {
  private final JsonService ssm;

  /** The parameters of a Region. */
  public Parameters(
      SdkHttpClient http, AwsCredentialsProvider credentials, String region, URI endpoint) {
    ssm = new JsonService(http, credentials, region, endpoint, JsonApi.SSM);
  }

  /** The newest value of a parameter, decrypted where it is a SecureString. */
  public Observed<String> text(String name) {
    return Read.of(
        "ssm:GetParameter",
        name,
        () -> {
          try {
            return new Present<>(
                value(ssm.call("GetParameter", Map.of("Name", name, "WithDecryption", true))));
          } catch (AwsServiceException refused) {
            if (refused.awsErrorDetails().errorCode().equals("ParameterNotFound")) {
              return new Absent<>();
            }
            throw refused;
          }
        });
  }

  private static String value(Map<String, ?> answer) {
    if (answer.get("Parameter") instanceof Map<?, ?> parameter
        && parameter.get("Value") instanceof String value) {
      return value;
    }
    throw new MalformedAnswerException("the answer has no Parameter.Value");
  }
}
