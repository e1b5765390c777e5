package dev.alarmkeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A CloudFormation template as it is written: short tags ({@code !Ref X}) in their long form.
 *
 * @param json the whole template
 */
record Template(JsonNode json) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** The template at the root of the project. */
  static Template main() {
    return read(Path.of("template.yaml"));
  }

  static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Template parse(String yaml) {
    return new Template(JSON.valueToTree(new Yaml(new Tags()).load(yaml)));
  }

  /** The template as a stack in us-east-1 with these parameters, and defaults for the others. */
  Stack deploy(Map<String, String> parameters) {
    return Stack.of(this, "aws", parameters);
  }

  JsonNode parameters() {
    return json.path("Parameters");
  }

  /** Turns {@code !Tag value} into {@code {"Fn::Tag": value}}. */
  private static final class Tags extends SafeConstructor {
    private static final List<String> WITHOUT_PREFIX = List.of("Ref", "Condition");

    Tags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String tag = node.getTag().getValue().substring(1);
              return Map.of(WITHOUT_PREFIX.contains(tag) ? tag : "Fn::" + tag, value(node));
            }
          });
    }

    private Object value(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new IllegalArgumentException("not in a template: " + node);
      };
    }
  }
}
