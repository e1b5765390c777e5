package dev.alarmkeeper.aws;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.alarmkeeper.lambda.AlarmkeeperHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** The SDK's own model of AWS's answers. */
final class SdkModel {
  private static final String SERVICES = "software.amazon.awssdk.services.";

  private SdkModel() {}

  /** The answers of all operations that alarmkeeper's code calls, as {@code logs PutX}. */
  static Map<String, SdkPojo> answersRead() {
    Map<String, SdkPojo> answers = new TreeMap<>();
    new ClassFileImporter()
            .importUrl(AlarmkeeperHandler.class.getProtectionDomain().getCodeSource().getLocation())
            .stream()
            .flatMap(it -> it.getMethodCallsFromSelf().stream())
            .filter(SdkModel::isOfClient)
            .map(SdkModel::answer)
            .filter(it -> it.endsWith("Response"))
            .distinct()
            .forEach(it -> answers.put(section(it), built(it)));
    return answers;
  }

  /** The names of an enumeration's values that are known. */
  static List<String> values(String section) {
    String[] words = section.split(" ");
    try {
      Class<?> type = Class.forName(SERVICES + module(words[0]) + ".model." + words[1]);
      return ((Set<?>) type.getMethod("knownValues").invoke(null))
          .stream().map(value -> words[1] + "." + ((Enum<?>) value).name()).toList();
    } catch (ReflectiveOperationException none) {
      throw new AssertionError("no enumeration " + section, none);
    }
  }

  /**
   * Every member of an answer, {@code Type.member}, and of what it holds.
   *
   * @param isOpened whether what a member holds is of interest
   * @param known the types that were looked into, which are not looked into again
   */
  static List<String> members(SdkPojo answer, Predicate<String> isOpened, Set<Class<?>> known) {
    List<String> members = new ArrayList<>();
    if (known.add(answer.getClass())) {
      Map<String, SdkPojo> held = new LinkedHashMap<>();
      for (SdkField<?> field : answer.sdkFields()) {
        String member = answer.getClass().getSimpleName() + "." + field.memberName();
        members.add(member);
        SdkPojo inside = held(field);
        if (inside != null && isOpened.test(member)) {
          held.put(member, inside);
        }
      }
      held.values().forEach(it -> members.addAll(members(it, isOpened, known)));
    }
    return members;
  }

  private static boolean isOfClient(JavaMethodCall call) {
    return call.getTargetOwner().getName().startsWith(SERVICES)
        && call.getTargetOwner().getName().endsWith("Client");
  }

  /** A paginator answers page by page. */
  private static String answer(JavaMethodCall call) {
    return call.getTarget()
        .getRawReturnType()
        .getName()
        .replace(".paginators.", ".model.")
        .replaceFirst("Iterable$", "Response");
  }

  private static String section(String type) {
    String service = type.substring(SERVICES.length(), type.indexOf(".model."));
    return (service.equals("cloudwatchlogs") ? "logs" : service)
        + " "
        + type.substring(type.lastIndexOf('.') + 1).replaceFirst("Response$", "");
  }

  private static String module(String service) {
    return service.equals("logs") ? "cloudwatchlogs" : service;
  }

  private static @Nullable SdkPojo held(SdkField<?> field) {
    if (field.getTrait(ListTrait.class) instanceof ListTrait list) {
      return held(list.memberFieldInfo());
    }
    if (field.getTrait(MapTrait.class) instanceof MapTrait map) {
      return held(map.valueFieldInfo());
    }
    return field.constructor() == null ? null : built(field.constructor().get());
  }

  private static SdkPojo built(String type) {
    try {
      return built((SdkPojo) Class.forName(type).getMethod("builder").invoke(null));
    } catch (ReflectiveOperationException none) {
      throw new AssertionError("no answer " + type, none);
    }
  }

  private static SdkPojo built(SdkPojo builder) {
    try {
      Method build = builder.getClass().getMethod("build");
      build.setAccessible(true);
      return (SdkPojo) build.invoke(builder);
    } catch (ReflectiveOperationException none) {
      throw new AssertionError("cannot build " + builder.getClass(), none);
    }
  }
}
