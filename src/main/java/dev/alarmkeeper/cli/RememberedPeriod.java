package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Statement;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.settings.OverriddenControls;
import dev.alarmkeeper.settings.Settings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the table remembers of a period, as the function would state it.
 *
 * @param accepted the risks that the overrides accept now
 */
record RememberedPeriod(Statement statement, List<Acceptance> accepted) {
  /** What the function itself makes a statement of. */
  static final Set<Setting> SETTINGS =
      EnumSet.of(
          Setting.EVIDENCE_TABLE,
          Setting.EVIDENCE_RETENTION_DAYS,
          Setting.CONTROLS,
          Setting.OVERRIDES_PARAMETER);

  /** Copies the list. */
  RememberedPeriod {
    accepted = List.copyOf(accepted);
  }

  /**
   * Reads it.
   *
   * @throws IllegalStateException if the table or the overrides cannot be read
   */
  static RememberedPeriod read(
      Connection connection, Map<String, String> settings, Window period, Instant now) {
    Map<String, String> values = new HashMap<>(settings);
    values.put("AWS_REGION", connection.regionName());
    Settings read = Settings.of(values);
    DocumentStore table = connection.table(tableOf(read));
    // Of a table that is not there or not allowed, a statement would say that all is unknown.
    if (table.all(VerifiedPeriods.CURRENT) instanceof Unreadable<?>(String reason, _)) {
      throw new IllegalStateException(
          "the table of evidence could not be read: "
              + reason
              + "; the stack's output EvidenceTableName names it, and \"alarmkeeper policy\" prints"
              + " what is to be allowed");
    }
    Enabled enabled = OverriddenControls.of(read, connection::parameters).get();
    enabled
        .doubt()
        .ifPresent(
            it -> {
              throw new IllegalStateException("overrides " + it.parameter() + ": " + it.reason());
            });
    Statement statement =
        new Statements(Optional.of(table), read.evidence().retention())
            .statement(connection.account(), enabled.controls(), period, now);
    return new RememberedPeriod(statement, enabled.accepted());
  }

  private static String tableOf(Settings settings) {
    return settings
        .evidence()
        .table()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "which table? Say --evidence-table, or set EVIDENCE_TABLE: the stack's output"
                        + " EvidenceTableName names it"));
  }
}
