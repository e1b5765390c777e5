package dev.alarmkeeper.text;

/** Writes as escapes what JSON would let stand and a terminal would obey. */
final class JsonEscapes {
  private JsonEscapes() {}

  /** The same JSON; outside of strings there is nothing to escape. */
  static String of(String json) {
    if (json.codePoints().allMatch(UntrustedText::isPrintable)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 100);
    json.codePoints()
        .forEach(
            point -> {
              if (UntrustedText.isPrintable(point)) {
                escaped.appendCodePoint(point);
              } else if (Character.getType(point) == Character.SURROGATE) {
                escaped.append('\uFFFD'); // half a character, which no reader takes
              } else {
                for (char unit : Character.toChars(point)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }
}
