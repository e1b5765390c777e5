package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for auditors as Chromium sees it, where there is one. */
class StatementPageInABrowserIT {
  @TempDir private Path folder;

  private final LocalAws aws = LocalAws.start();

  @BeforeEach
  void writePage() {
    assumeTrue(chromium().length() > 0, "Chromium is not installed");
    RememberedStory story = RememberedStory.ofRepair().in(aws);
    InProcess.run(
        aws,
        "statement",
        "--evidence-table",
        RememberedStory.TABLE,
        "--from",
        story.begin.toString(),
        "--html",
        page().toString());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void itPrintsOnA4() throws IOException {
    Path pdf = folder.resolve("page.pdf");
    run("--print-to-pdf=" + pdf);

    // A4 is 595 by 842 points; without the page's own word it would be Letter, 612 by 792.
    assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1))
        .containsPattern("/MediaBox \\[0 0 59[45](\\.\\d+)? 84[12](\\.\\d+)?]");
  }

  @Test
  void namesStayTextAndNothingIsRefusedByThePolicyOfThePage() {
    Command dumped = run("--dump-dom", "--enable-logging=stderr", "--v=0");

    assertThat(dumped.out())
        .contains("Were the security alarms in force?", "&lt;b&gt;mallory&lt;/b&gt;")
        .doesNotContain("<b>", "<script");
    assertThat(dumped.err()).doesNotContain("Content Security Policy", "Refused to");
  }

  private Path page() {
    return folder.resolve("page.html");
  }

  private Command run(String... options) {
    return Command.run(
        Stream.of(
                Stream.of(chromium(), "--headless", "--disable-gpu", "--no-sandbox"),
                Stream.of("--user-data-dir=" + folder.resolve("profile")),
                Stream.of(options),
                Stream.of(page().toUri().toString()))
            .flatMap(it -> it)
            .toList(),
        aws);
  }

  private static String chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .filter(it -> Files.isExecutable(Path.of(it)))
        .findFirst()
        .orElse("");
  }
}
