package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The script for Windows runs what the one for bash runs. No Windows is at hand to run it on; what
 * can be read off it is held here.
 */
class ScriptsTest {
  private static final Pattern JVM_OPTION = Pattern.compile("(?<= )-(?:XX:|Dst|Dslf4j)\\S+");

  @Test
  void bothStartTheSameProgramInTheSameWay() throws IOException {
    String bash = Files.readString(Path.of("alarmkeeper"));
    String windows = Files.readString(Path.of("alarmkeeper.cmd"));

    assertThat(options(windows)).isNotEmpty().isEqualTo(options(bash));
    for (String script : List.of(bash, windows)) {
      assertThat(script)
          .contains(Alarmkeeper.class.getName())
          .containsPattern("target.classes")
          .containsPattern("target.cli.lib")
          .contains("dependency:copy-dependencies", "-DincludeScope=compile");
    }
    assertThat(bash).contains("\"$@\"");
    assertThat(windows).contains("%*");
  }

  /** cmd.exe loses its place in a file whose lines end as on Unix. */
  @Test
  void windowsScriptHasTheLineEndsOfWindows() throws IOException {
    assertThat(Files.readString(Path.of(".gitattributes"))).contains("*.cmd text eol=crlf");
    String windows = Files.readString(Path.of("alarmkeeper.cmd"));

    assertThat(windows.replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(windows).isASCII();
  }

  /** Spaces in the folder's name, and a build that fails. */
  @Test
  void windowsScriptQuotesWhatHasAFolderInItAndStopsAtAFailedBuild() throws IOException {
    String windows = Files.readString(Path.of("alarmkeeper.cmd"));

    for (MatchResult use :
        Pattern.compile("\\S*%(?:root|home)%\\S*").matcher(windows).results().toList()) {
      assertThat(use.group()).containsPattern("\"");
    }
    assertThat(windows)
        .containsPattern("call \"%root%mvnw.cmd\"[^\\n]*\\^\\r\\n[^\\n]*\\|\\| exit /b 1");
  }

  private static List<String> options(String script) {
    return JVM_OPTION.matcher(script).results().map(MatchResult::group).sorted().toList();
  }
}
