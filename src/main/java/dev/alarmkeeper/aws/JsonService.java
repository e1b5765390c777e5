package dev.alarmkeeper.aws;

import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * One service of the AWS JSON protocols, through the SDK's own transport, signer and credentials.
 * It stands in for a client of which we would use an operation or three: AWS Config's alone is a
 * fifth of the package (docs/adr/0006). It makes one attempt; {@link Attempts}, or the caller's
 * caller, makes more. Source: Smithy, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol".
 */
record JsonService(
    SdkHttpClient http,
    AwsCredentialsProvider credentials,
    String region,
    URI endpoint,
    JsonApi api) {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /**
   * Calls an operation.
   *
   * @throws AwsServiceException if the service refuses, with its code and its words
   * @throws SdkClientException if the service was not reached
   * @throws MalformedAnswerException if its answer is no JSON object
   */
  Map<String, @Nullable Object> call(String operation, Map<String, ?> input) {
    byte[] body = Json.utf8(input);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", api.contentType())
            .putHeader("X-Amz-Target", api.target(operation))
            .build();
    SignedRequest signed =
        SIGNER.sign(
            it ->
                it.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, api.signingName())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    try {
      HttpExecuteResponse answer =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElseThrow())
                      .build())
              .call();
      String text = text(answer);
      if (!answer.httpResponse().isSuccessful()) {
        throw refusal(answer.httpResponse().statusCode(), text);
      }
      return text.isEmpty() ? Map.of() : Json.object(text);
    } catch (IOException lost) {
      throw SdkClientException.create("no answer from " + endpoint.getHost(), lost);
    } catch (JsonException malformed) {
      throw new MalformedAnswerException("the answer is " + malformed.problem());
    }
  }

  private static String text(HttpExecuteResponse answer) throws IOException {
    if (answer.responseBody().isEmpty()) {
      return "";
    }
    try (AbortableInputStream body = answer.responseBody().get()) {
      return new String(((InputStream) body).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The code stands behind the last {@code #} of {@code __type}. */
  private static AwsServiceException refusal(int status, String text) {
    String code = "Unknown";
    String words = text;
    try {
      Map<String, @Nullable Object> error = Json.object(text);
      String type = String.valueOf(error.get("__type"));
      code = type.substring(type.lastIndexOf('#') + 1);
      words = String.valueOf(error.getOrDefault("message", error.get("Message")));
    } catch (JsonException _) {
      // A proxy or a load balancer answered: its words stand as they are.
    }
    return AwsServiceException.builder()
        .statusCode(status)
        .message(words)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(words).build())
        .build();
  }
}
