package dev.alarmkeeper.evidence;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The schemas of {@code docs/schemas/}, which may refer to each other. */
public final class Schemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          it ->
              it.schemaLoaders(
                  loaders ->
                      loaders.schemas(Map.of("urn:alarmkeeper:incident:2", text("incident")))));

  private Schemas() {}

  public static JsonSchema of(String name) {
    return FACTORY.getSchema(text(name));
  }

  /** What a text violates; nothing where it is as the schema says. */
  public static Set<ValidationMessage> problems(JsonSchema schema, String json) {
    return schema.validate(
        json, InputFormat.JSON, it -> it.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static String text(String name) {
    try {
      return Files.readString(Path.of("docs/schemas", name + ".json"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
