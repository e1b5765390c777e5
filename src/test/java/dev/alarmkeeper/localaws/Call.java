package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;

/** One request, decoded, with the state that it reads and changes. */
record Call(Principal principal, Place place, Input input, Store store) {
  NavigableMap<String, ObjectNode> table(String name) {
    return place.table(store, name);
  }

  String arn(String service, String resource) {
    return place.arn(service, resource);
  }

  boolean exists(String table, String key) {
    return table(table).containsKey(key);
  }
}
