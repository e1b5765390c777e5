package dev.alarmkeeper.chain;

import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Whom the topic tells. Source: SNS API, Subscription.
 *
 * @param protocol such as {@code email} or {@code sqs}
 * @param endpoint the address; personal where it is an e-mail or a telephone number
 * @param state whether it takes messages
 */
public record Subscription(String protocol, String endpoint, State state) {
  private static final int MARK_BYTES = 3;

  /** Whether a subscription takes messages. */
  public enum State {
    /** It does. */
    CONFIRMED,
    /** Its owner has not answered the confirmation yet; it vanishes after 48 hours. */
    PENDING,
    /** Its owner ended it from another account; the row stays for some days. */
    DELETED
  }

  /** Whether both are the same address; the state does not matter. */
  public boolean reaches(Subscription other) {
    return protocol.equals(other.protocol) && canonical().equals(other.canonical());
  }

  /**
   * The endpoint as it may be shown: its kind, the first letter and the domain of an e-mail address
   * or the end of an ARN, and a mark that tells two endpoints apart without naming them. Of a URL
   * nothing is shown, because any part of it may be a secret.
   */
  public String masked() {
    String hint =
        switch (protocol) {
          case "email", "email-json" -> hintOfAddress();
          case "sqs", "lambda", "firehose", "application" ->
              "***" + endpoint.substring(Math.max(0, endpoint.length() - 4));
          default -> "***";
        };
    return protocol + ":" + UntrustedText.of(hint) + "#" + mark();
  }

  private String hintOfAddress() {
    // A quoted local part may have an @ of its own: the domain begins after the last one.
    int at = endpoint.lastIndexOf('@');
    return at > 0 ? endpoint.charAt(0) + "***" + endpoint.substring(at) : "***";
  }

  private String canonical() {
    return protocol.startsWith("email") ? endpoint.toLowerCase(Locale.ROOT) : endpoint;
  }

  private String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
