package dev.alarmkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is as google-java-format writes it. It runs here, on the JDK of the code, because
 * a Maven plugin would run on Maven's own and that one may not know the language of the code.
 *
 * <p>{@code ./mvnw test -Dtest=FormatTest -Dformat=write} formats the files.
 */
class FormatTest {
  private static final boolean WRITE = "write".equals(System.getProperty("format"));

  @Test
  void everyFileIsFormatted() throws IOException, FormatterException {
    List<Path> unformatted = new ArrayList<>();
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        String formatted = format(source);
        if (!source.equals(formatted)) {
          if (WRITE) {
            Files.writeString(file, formatted);
          } else {
            unformatted.add(file);
          }
        }
      }
    }
    assertThat(unformatted)
        .as("not formatted; run ./mvnw test -Dtest=FormatTest -Dformat=write")
        .isEmpty();
  }

  private static String format(String source) throws FormatterException {
    String imports =
        ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE);
    return new Formatter().formatSource(imports);
  }
}
