package dev.alarmkeeper.chain;

import dev.alarmkeeper.text.UntrustedText;
import java.util.List;

/**
 * An Amazon resource name. Source: IAM User Guide, "Amazon Resource Names (ARNs)".
 *
 * @param resource all after the fifth colon
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  private static final int PARTS = 6;

  /**
   * Reads an ARN.
   *
   * @throws IllegalArgumentException if the text has not six parts or does not start with {@code
   *     arn:aws}
   */
  public static Arn parse(String text) {
    List<String> parts = List.of(text.split(":", PARTS));
    if (parts.size() < PARTS || !parts.get(0).equals("arn") || !parts.get(1).startsWith("aws")) {
      throw new IllegalArgumentException(
          "want arn:partition:service:region:account:resource, got "
              + UntrustedText.safe(text, UntrustedText.SHORT));
    }
    return new Arn(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, service, region, account, resource);
  }
}
