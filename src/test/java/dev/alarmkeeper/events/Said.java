package dev.alarmkeeper.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The parameters that an event reports; asking for one it does not have is a bug of the sample. */
record Said(JsonNode parameters) {
  String text(String name) {
    return parameters.required(name).asText();
  }

  int number(String name) {
    return parameters.required(name).asInt();
  }

  boolean flag(String name) {
    return parameters.required(name).asBoolean();
  }

  List<String> texts(String name) {
    return parameters.required(name).valueStream().map(JsonNode::asText).toList();
  }

  Said part(String name) {
    return new Said(parameters.required(name));
  }

  List<Said> parts(String name) {
    return parameters.required(name).valueStream().map(Said::new).toList();
  }
}
