package dev.alarmkeeper.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of others, as it may be printed. */
class UntrustedTextTest {
  @ParameterizedTest(name = "U+{0}")
  @ValueSource(
      strings = {
        "0000", "0007", "0008", "0009", "000A", "000D", "001B", "007F", "0085", "009B", "00AD",
        "061C", "200B", "200D", "200E", "200F", "2028", "2029", "202A", "202D", "202E", "2066",
        "2067", "2069", "FEFF", "FFF9", "E000", "FFFF", "D800", "DFFF", "E0001", "E0041"
      })
  void whatIsNotPrintableIsReplaced(String hex) {
    String hostile = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";
    assertThat(UntrustedText.of(hostile)).hasToString("a\uFFFDb");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"alice@example.com", "größer", "日本語", "é", "👩", "a b", "\"\\<>&$`", ""})
  void whatIsPrintableStays(String text) {
    assertThat(UntrustedText.of(text)).hasToString(text);
  }

  @Test
  void aReversedLineCannotPassForAnother() {
    assertThat(UntrustedText.of("ok\r\n{\"level\":\"INFO\"}\u001b[2K\u202Egnp.exe").toString())
        .doesNotContain("\r", "\n", "\u001b", "\u202E");
  }

  @Test
  void loneSurrogatesAreReplacedAndPairsKept() {
    assertThat(UntrustedText.of("\uD83D!\uDE00!\uD83D\uDE00")).hasToString("\uFFFD!\uFFFD!😀");
  }

  @Test
  void itIsCutAtAWholeCharacterAndTheCutIsMarked() {
    String faces = "😀".repeat(UntrustedText.SHORT);
    assertThat(UntrustedText.of(faces)).hasToString(faces);
    assertThat(UntrustedText.of(faces + "😀")).hasToString(faces + "…");
    assertThat(UntrustedText.safe("abcdef", 3)).isEqualTo("abc…");
    assertThat(UntrustedText.safe("abc", 3)).isEqualTo("abc");
  }

  @Test
  void textsAreEqualIfTheyReadTheSame() {
    assertThat(UntrustedText.of("a\nb"))
        .isEqualTo(UntrustedText.of("a\rb"))
        .hasSameHashCodeAs(UntrustedText.of("a\rb"))
        .isNotEqualTo(UntrustedText.of("ab"));
  }
}
