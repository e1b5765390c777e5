package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.DrillOrder;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What a run is asked to do, by who called.
 *
 * @param most what runs may do at most; a request may lower it, never raise it
 */
record Orders(Mode most, Function<Context, Account> account, InstantSource clock) {
  /** What is kept of the function's time for evidence and the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(10);

  /**
   * The order.
   *
   * @throws EventException if an AWS Config rule of another account asks
   */
  Order of(Trigger.Run trigger, Enabled enabled, Context context) {
    Account here = account.apply(context);
    if (trigger instanceof Trigger.Evaluation(_, var event, _, _)) {
      requireSame(here, event.getAccountId(), event.getConfigRuleName());
    }
    return new Order(
        trigger.cause(),
        mode(trigger),
        switch (trigger) {
          case Trigger.Notice _, Trigger.Evaluation _ -> enabled.controls();
          case Trigger.Request request -> request.controls();
          case Trigger.Drill drill -> drill.controls();
        },
        here,
        deadline(context, RESERVE),
        enabled.doubt(),
        enabled.accepted());
  }

  /** What a run may do about drills: one of a Config rule or a dry run only carries them on. */
  static DrillOrder drills(Trigger.Run trigger) {
    return switch (trigger) {
      case Trigger.Notice _ -> DrillOrder.SCHEDULED;
      case Trigger.Evaluation _, Trigger.Request _ -> DrillOrder.NONE;
      case Trigger.Drill drill ->
          new DrillOrder(true, drill.controls().stream().map(Control::id).toList());
    };
  }

  /** A verdict of this account's chain must not be another account's. */
  private static void requireSame(Account here, String asking, String rule) {
    if (!asking.isEmpty() && !asking.equals(here.id())) {
      throw new EventException(
          "the account differs: AWS Config rule \"%s\" of account %s asks the function of account %s,"
                  .formatted(UntrustedText.of(rule), UntrustedText.of(asking), here.id())
              + " which keeps and judges its own account's chain alone. An organization's rule with"
              + " one central function cannot do: deploy the stack in each account, with"
              + " ConfigRuleName (docs/deploy.md, \"An organization\")");
    }
  }

  /** What is left of the function's time, without what is kept of it. */
  Deadline deadline(Context context, Duration kept) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(kept);
    return new Deadline(clock.instant().plus(left), clock);
  }

  private Mode mode(Trigger.Run trigger) {
    return switch (trigger) {
      case Trigger.Notice _ -> most;
      case Trigger.Evaluation _, Trigger.Drill _ -> Mode.OBSERVE;
      case Trigger.Request request -> most.atMost(request.mode().orElse(Mode.REPAIR));
    };
  }
}
