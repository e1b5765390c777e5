package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is deployed is small: every jar is read, checked and opened before the first event. */
class LeanPackageIT {
  private static final long MOST_BYTES = 13 * 1024 * 1024;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "netty-.*|apache5?-client-.*|httpclient.*|aws-crt.*, the url-connection client does it",
    "log4j-.*|logback-.*|slf4j-(?!api).*|commons-logging-.*|powertools-.*, lines are written as JSON",
    "jackson-databind-.*|jackson-jr-.*|gson-.*, streaming costs half of a cold start less"
  })
  void packageHasNone(String jars, String reason) {
    assertThat(FunctionPackage.jars())
        .isNotEmpty()
        .noneMatch(jar -> jar.getFileName().toString().matches(jars));
  }

  @Test
  void packageIsAtMost13MiBAsItIsUploaded() throws IOException {
    Counter counter = new Counter();
    try (ZipOutputStream zip = new ZipOutputStream(counter)) {
      Path root = FunctionPackage.taskRoot();
      for (Path file : files(root)) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }

    assertThat(counter.bytes).isLessThanOrEqualTo(MOST_BYTES);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
