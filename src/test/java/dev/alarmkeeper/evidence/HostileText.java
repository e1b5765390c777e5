package dev.alarmkeeper.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What somebody may write who wants a person or a terminal to read something else. */
public record HostileText(Random random) {
  private static final List<String> PIECES =
      List.of(
          "\u001b[2J\u001b[31m",
          "\u202E",
          "\u2066\u2069",
          "\u200B",
          "\u0000",
          "\u007f\u0085\u009b",
          "\r\n",
          "\nWho: arn:aws:iam::111122223333:root",
          "\n{\"schema\":1}",
          "\u2028\u2029",
          "\uD83D\uDE00",
          "\uDB40\uDC41",
          "\uD800",
          "\uE000",
          "\"}],\\u202e",
          "'; rm -rf / #",
          "<script>",
          "arn:aws:sts::111122223333:assumed-role/Admin/",
          "\u00e9\u6f22");

  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return random.nextInt(20) == 0 ? text.toString().repeat(2_000) : text.toString();
  }

  /** Mostly text, sometimes of another kind. */
  public @Nullable Object value() {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> new BigDecimal("1E+999999999");
      case 3 -> List.of(text(), Map.of());
      case 4 -> Map.of(text(), text());
      case 5 -> "";
      default -> text();
    };
  }
}
