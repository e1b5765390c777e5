package dev.alarmkeeper.chain;

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
   * The endpoint as it may be shown: its kind, its first letter and its domain or service, and a
   * mark that tells two endpoints apart without naming them.
   */
  public String masked() {
    int at = endpoint.indexOf('@');
    String hint;
    if (at > 0) {
      hint = endpoint.charAt(0) + "***" + endpoint.substring(at);
    } else if (endpoint.startsWith("arn:")) {
      hint = "***" + endpoint.substring(endpoint.length() - Math.min(4, endpoint.length()));
    } else {
      hint = "***";
    }
    return protocol + ":" + UntrustedText.of(hint) + "#" + mark();
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
