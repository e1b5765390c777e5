package dev.alarmkeeper.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Where the two halves of the class path are: the function's own, and the runtime's. */
final class FunctionPackage {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private FunctionPackage() {}

  /**
   * A directory with the content of the package that {@code sam build} makes: classes and {@code
   * lib}: the one that the system property {@code package} names, or else one whose links lead to
   * where Maven puts them, so that it is never older than the build.
   *
   * @throws IllegalStateException if Maven has not packaged the function
   */
  static Path taskRoot() {
    String built = System.getProperty("package");
    if (built != null) {
      return Path.of(built).toAbsolutePath();
    }
    Path lib = TARGET.resolve("package/lib");
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException(lib + " is not there; run ./mvnw package -DskipTests first");
    }
    Path root = TARGET.resolve("task");
    try (Stream<Path> classes = Files.list(TARGET.resolve("classes"))) {
      Files.createDirectories(root);
      link(root, lib);
      classes.forEach(it -> link(root, it));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  /**
   * The class path of the runtime interface client and what it depends on. The function's own
   * classes are not on it: as in Lambda, the client loads them from the task root.
   */
  static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(FunctionPackage::jarOf)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The jars beside the classes. */
  static List<Path> jars() {
    try (Stream<Path> jars = Files.list(taskRoot().resolve("lib"))) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path directory, Path target) {
    Path link = directory.resolve(target.getFileName());
    try {
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
