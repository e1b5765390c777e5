package dev.alarmkeeper.evidence.cause;

import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.function.Predicate;

/** How the parameters of a call show that it led to what was observed. */
@FunctionalInterface
interface Shows {
  /** The call alone is enough. */
  Shows ALWAYS = (_, _, _) -> true;

  /** The parameters cannot show it. */
  Shows NEVER = (_, _, _) -> false;

  /**
   * Whether they do.
   *
   * @param observed what was found, as findings show it
   */
  boolean test(JsonFields call, String observed, ChainObjects chain);

  /** The parameter has the value that was found. */
  static Shows same(String parameter) {
    return (call, observed, _) -> isSame(shown(call, parameter), observed);
  }

  /** The same, where a parameter that is left out stands for this. */
  static Shows same(String parameter, String otherwise) {
    return (call, observed, _) ->
        isSame(call.has(parameter) ? shown(call, parameter) : otherwise, observed);
  }

  /** Whether the call says so, whatever was found. */
  static Shows when(Predicate<JsonFields> says) {
    return (call, _, _) -> says.test(call);
  }

  /** A parameter as findings show it; empty where it is not there. */
  static String shown(JsonFields call, String parameter) {
    Object value = call.json().get(parameter);
    return value == null ? "" : UntrustedText.safe(value.toString(), UntrustedText.LONG);
  }

  /** Whether two values are the same text or the same number. */
  static boolean isSame(String one, String other) {
    try {
      return one.equals(other) || Double.parseDouble(one) == Double.parseDouble(other);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
