package dev.alarmkeeper.lambda;

import java.util.List;
import java.util.Map;

/**
 * Where AWS is, by {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_SERVICE}: heeded under
 * {@code sam local} and on this machine, and nowhere else. In Lambda an endpoint would let whoever
 * may set the function's environment answer in AWS's place that all is well.
 */
final class Endpoints {
  /** Tells the SDK, which reads the environment itself, to leave all of them alone. */
  static final String IGNORE = "aws.ignoreConfiguredEndpointUrls";

  private static final String EVERYWHERE = "AWS_ENDPOINT_URL";

  private Endpoints() {}

  /** All or none; a blank one is none, though the SDK would take it for one. */
  static boolean areHeeded(Map<String, String> environment) {
    List<String> urls =
        environment.entrySet().stream()
            .filter(
                it -> it.getKey().equals(EVERYWHERE) || it.getKey().startsWith(EVERYWHERE + "_"))
            .map(Map.Entry::getValue)
            .filter(it -> !it.isBlank())
            .toList();
    return !urls.isEmpty()
        && (isSamLocal(environment) || urls.stream().allMatch(Endpoints::isLoopback));
  }

  /**
   * Whether this is {@code sam local} on somebody's machine. {@code AWS_SAM_LOCAL} anybody can set
   * on a function; the name of the log stream is Lambda's to set, "and cannot be set in your
   * function configuration" (Lambda Developer Guide, "Defined runtime environment variables"), and
   * there it is never this one.
   */
  static boolean isSamLocal(Map<String, String> environment) {
    return "true".equals(environment.get("AWS_SAM_LOCAL"))
        && "$LATEST".equals(environment.get("AWS_LAMBDA_LOG_STREAM_NAME"));
  }

  /** In Lambda, who listens on the loopback address runs code there already. */
  private static boolean isLoopback(String url) {
    return url.matches("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/?");
  }
}
