package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.store.DocumentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements of what is remembered.
 *
 * @param ledger where it is; empty where nothing outlives a run, which a statement then says
 * @param retention how long what has ended is kept
 */
public record Statements(Optional<DocumentStore> ledger, Duration retention) {

  /**
   * The statement of a period as {@code docs/schemas/statement.json} describes it: whether controls
   * were in force, minute by minute, what happened to them, and who did it. What could not be read
   * is said, and makes minutes unknown.
   *
   * @param period what lies beyond now is left out
   */
  public Map<String, @Nullable Object> of(
      Account account, List<Control> controls, Window period, Instant now) {
    return of(account, controls, List.of(), period, now);
  }

  /**
   * The same, with the risks that the owner accepts.
   *
   * @param accepted as the overrides have them now: what they had before is not remembered
   */
  public Map<String, @Nullable Object> of(
      Account account,
      List<Control> controls,
      List<Acceptance> accepted,
      Window period,
      Instant now) {
    return statement(account, controls, period, now).json(accepted, now);
  }

  /**
   * The same, before it is put into words.
   *
   * @param period what lies beyond now is left out
   */
  public Statement statement(Account account, List<Control> controls, Window period, Instant now) {
    return Statement.of(account, controls, period, StoredEvidence.of(ledger), retention, now);
  }
}
