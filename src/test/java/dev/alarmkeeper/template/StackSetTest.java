package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an organization's StackSets take is the template, less what they refuse. */
class StackSetTest {
  @Test
  void nothingIsLeftThatStackSetsRefuse() throws IOException {
    JsonNode json = plain().json();

    assertThat(json.has("Transform")).isFalse();
    assertThat(json.path("Resources").findValuesAsText("Type"))
        .noneMatch(type -> type.startsWith("AWS::Serverless::"))
        .doesNotContain("AWS::CloudFormation::Stack"); // nor do they take nested stacks
  }

  @Test
  void nothingElseIsDifferent() throws IOException {
    ObjectNode sam = Template.main().json().deepCopy();
    sam.remove("Transform");
    sam.withObject("/Resources/Function").put("Type", "AWS::Lambda::Function");
    sam.withObject("/Resources/Function/Properties").remove("CodeUri");

    ObjectNode plain = plain().json().deepCopy();
    plain.withObject("/Parameters").remove("ArtifactBucketPrefix");
    plain.withObject("/Parameters").remove("ArtifactKey");
    JsonNode code = plain.withObject("/Resources/Function/Properties").remove("Code");

    assertThat(plain).isEqualTo(sam);
    assertThat(code.toString())
        .isEqualTo(
            "{\"S3Bucket\":{\"Fn::Sub\":\"${ArtifactBucketPrefix}-${AWS::Region}\"},"
                + "\"S3Key\":{\"Ref\":\"ArtifactKey\"}}");
  }

  @Test
  void aTemplateItDoesNotUnderstandIsNotWritten() {
    assertThatThrownBy(() -> StackSet.template("Resources: {}\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Transform");
  }

  @Test
  void theZipIsWhatLambdaUnpacks(@TempDir Path directory) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/dev"));
    Files.writeString(classes.resolve("A.class"), "a");
    Path lib = Files.createDirectories(directory.resolve("lib"));
    Files.writeString(lib.resolve("b.jar"), "b");
    Path target = directory.resolve("out");

    StackSet.main(
        new String[] {directory.resolve("classes").toString(), lib.toString(), target.toString()});

    try (ZipFile zip = new ZipFile(target.resolve("alarmkeeper.zip").toFile())) {
      assertThat(zip.stream().map(Object::toString)).containsExactly("dev/A.class", "lib/b.jar");
    }
  }

  private static Template plain() throws IOException {
    return Template.parse(StackSet.template(Files.readString(Path.of("template.yaml"))));
  }
}
