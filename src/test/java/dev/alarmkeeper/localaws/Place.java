package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** An account in a region: what scopes every name that is not an ARN. */
record Place(String account, String region) {
  String partition() {
    return PartitionMetadata.of(Region.of(region)).id();
  }

  String arn(String service, String resource) {
    return String.join(":", "arn", partition(), service, region, account, resource);
  }

  /** The table of that name of this account and region. */
  NavigableMap<String, ObjectNode> table(Store store, String name) {
    return store.table(tableName(name));
  }

  String tableName(String name) {
    return account + "/" + region + "/" + name;
  }
}
