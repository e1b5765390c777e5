package dev.alarmkeeper.lambda;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where AWS is, by {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_SERVICE}: heeded under
 * {@code sam local} and on this machine, and nowhere else. In Lambda an endpoint would let whoever
 * may set the function's environment answer in AWS's place that all is well.
 *
 * @param heeded the variables that are heeded
 */
record Endpoints(Map<String, String> heeded) {
  /** Tells the SDK, which reads the environment itself, to leave it alone; so does a blank URL. */
  static final String IGNORE = "aws.ignoreConfiguredEndpointUrls";

  private static final String EVERYWHERE = "AWS_ENDPOINT_URL";

  static Endpoints of(Map<String, String> environment) {
    Map<String, String> set =
        environment.entrySet().stream()
            .filter(it -> it.getKey().equals(EVERYWHERE) || it.getKey().startsWith(EVERYWHERE + "_"))
            .filter(it -> !it.getValue().isBlank())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    boolean all = isSamLocal(environment) || set.values().stream().allMatch(Endpoints::isLoopback);
    return new Endpoints(all ? set : Map.of());
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

  /** Of a service, if there is one for it or for all. */
  Optional<URI> of(String variable) {
    return Optional.ofNullable(heeded.getOrDefault(variable, heeded.get(EVERYWHERE)))
        .map(URI::create);
  }

  /** In Lambda, who listens on the loopback address runs code there already. */
  private static boolean isLoopback(String url) {
    return url.matches("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/?");
  }
}
