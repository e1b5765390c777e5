package dev.alarmkeeper.template;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what an organization's StackSets take: a template without a transform, and the zip of the
 * function. Run by {@code ./mvnw -Pstackset package}.
 *
 * <p>The template is rewritten as text, so that its comments survive. {@code .ci/check-template}
 * proves that the result is what SAM would have made.
 */
final class StackSet {
  /** The zip is the same, byte for byte, for the same classes. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final String PARAMETERS =
      """
      Parameters:
        # Where the code is: StackSets do not upload it. Lambda wants a bucket in its own Region.
        ArtifactBucketPrefix:
          Type: String
          AllowedPattern: '[a-z0-9][a-z0-9.-]{1,45}'
          Description: The bucket of each Region is this, a hyphen and the Region's name.
        ArtifactKey:
          Type: String
          Default: alarmkeeper.zip
          AllowedPattern: '[A-Za-z0-9!_.*''()/-]{1,1024}'
          Description: Key of the function's zip in each bucket. A new version needs a new key.
      """;

  private static final String CODE =
      """
            Code:
              S3Bucket: !Sub '${ArtifactBucketPrefix}-${AWS::Region}'
              S3Key: !Ref ArtifactKey
      """;

  private StackSet() {}

  /**
   * Writes {@code template.yaml} and {@code alarmkeeper.zip}.
   *
   * @param args the directory of classes, the directory of jars, and the directory to write to
   */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[2]);
    Files.createDirectories(target);
    Files.writeString(
        target.resolve("template.yaml"), template(Files.readString(Path.of("template.yaml"))));
    try (OutputStream file = Files.newOutputStream(target.resolve("alarmkeeper.zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "", Path.of(args[0]));
      add(zip, "lib/", Path.of(args[1]));
    }
  }

  /** The template without its transform. */
  static String template(String sam) {
    String plain = replaceOnce(sam, "Transform: AWS::Serverless-2016-10-31\n", "");
    plain =
        replaceOnce(
            plain, "    Type: AWS::Serverless::Function\n", "    Type: AWS::Lambda::Function\n");
    plain = replaceOnce(plain, "      CodeUri: .\n", CODE);
    return replaceOnce(plain, "Parameters:\n", PARAMETERS);
  }

  /** At the start of a line, there and nowhere else. */
  private static String replaceOnce(String text, String line, String replacement) {
    int at = text.indexOf("\n" + line);
    if (at < 0 || text.indexOf("\n" + line, at + 1) >= 0) {
      throw new IllegalStateException("template.yaml must have this line once: " + line);
    }
    return text.substring(0, at + 1) + replacement + text.substring(at + 1 + line.length());
  }

  private static void add(ZipOutputStream zip, String prefix, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> add(zip, prefix, directory, file));
    }
  }

  private static void add(ZipOutputStream zip, String prefix, Path directory, Path file) {
    try {
      String name = directory.relativize(file).toString().replace('\\', '/');
      ZipEntry entry = new ZipEntry(prefix + name);
      // As it stands in the zip; every other setter goes by this machine's time zone.
      entry.setTimeLocal(EPOCH);
      zip.putNextEntry(entry);
      Files.copy(file, zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
