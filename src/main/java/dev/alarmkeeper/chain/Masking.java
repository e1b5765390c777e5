package dev.alarmkeeper.chain;

import java.util.List;

/**
 * What CloudWatch Logs masks in the events of a log group before metric filters see them, as its
 * own and the account's data protection policy say together. Source: CloudWatch Logs User Guide,
 * "Help protect sensitive log data with masking".
 */
public record Masking(List<Mask> masks) {
  /** Copies the list. */
  public Masking {
    masks = List.copyOf(masks);
  }

  /** One data identifier of a statement that masks. */
  public sealed interface Mask {
    /** The identifier's name. */
    String name();
  }

  /** One of AWS's own identifiers. */
  public record Managed(String name) implements Mask {}

  /** A regular expression of the owner's. */
  public record Custom(String name, String regex) implements Mask {}
}
