package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** How a call ended. */
sealed interface Answered {
  record Well(ObjectNode answer) implements Answered {}

  record Refused(AwsError error) implements Answered {}

  record Spoiled(Fault fault) implements Answered {}

  /** What the journal notes. */
  default String outcome() {
    return switch (this) {
      case Well _ -> Journal.OK;
      case Refused refused -> refused.error().code();
      case Spoiled spoiled -> spoiled.fault().name();
    };
  }

  /** This, unless the call went well: then what became of its answer on the way. */
  default Answered butThen(Answered spoiled) {
    return this instanceof Well ? spoiled : this;
  }

  /** What goes over the wire; nothing, if the client is to wait in vain. */
  default Optional<Reply> reply(Wire wire, String operation) throws IOException {
    return switch (this) {
      case Well well -> Optional.of(wire.answer(operation, well.answer()));
      case Refused refused -> Optional.of(wire.error(refused.error()));
      case Spoiled(Fault fault) when fault == Fault.EMPTY_ANSWER ->
          Optional.of(wire.answer(operation, Tree.object()));
      case Spoiled(Fault fault) when fault == Fault.MALFORMED_ANSWER ->
          Optional.of(wire.garbled("{<\u00ff".getBytes(UTF_8)));
      case Spoiled _ -> Optional.empty();
    };
  }
}
