package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a service.
 *
 * @param write whether it changes anything; a refused write changes nothing
 * @param exclusive the parameter that names what two calls may not change at once, if the service
 *     refuses that
 */
record Operation(boolean write, Function<Call, ObjectNode> answer, @Nullable String exclusive) {
  static Operation read(Function<Call, ObjectNode> answer) {
    return new Operation(false, answer, null);
  }

  static Operation write(Function<Call, ObjectNode> answer) {
    return new Operation(true, answer, null);
  }

  /** A write that answers nothing. */
  static Operation command(Consumer<Call> effect) {
    return write(answering(effect));
  }

  /** A command refused while another one with the same value of {@code parameter} is going on. */
  static Operation exclusive(String parameter, Consumer<Call> effect) {
    return new Operation(true, answering(effect), parameter);
  }

  private static Function<Call, ObjectNode> answering(Consumer<Call> effect) {
    return call -> {
      effect.accept(call);
      return Tree.object();
    };
  }
}
