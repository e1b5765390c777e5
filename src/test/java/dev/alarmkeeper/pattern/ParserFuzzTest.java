package dev.alarmkeeper.pattern;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import org.junit.jupiter.api.Tag;

/**
 * Looks for texts that make the parser or the comparison fail, contradict itself or take long, led
 * by the coverage of the code: {@code JAZZER_FUZZ=1 ./mvnw -Pexhaustive test
 * -Dtest=ParserFuzzTest}. Without the variable it only reads its seeds.
 */
@Tag("slow")
class ParserFuzzTest {
  @DictionaryEntries({
    "{ $.a = \"x\" }",
    "$.",
    "['",
    "']",
    "[0]",
    "[*]",
    ".*",
    " = ",
    " != ",
    " <= ",
    " > ",
    "\"Root\"",
    "*",
    " NOT EXISTS",
    " IS NULL",
    " IS TRUE",
    " && ",
    " || ",
    "(",
    ")",
    "%a[^b-c]{1,9}+|^\\d\\x28.*$%",
    "-5.5e-3",
    "[ip, ...]",
    "'",
    "\\"
  })
  @FuzzTest(maxDuration = "4m")
  void anyTextIsJudgedInTime(@NotNull @WithUtf8Length(max = 1100) String text) {
    HostileInputTest.judge(text);
  }
}
