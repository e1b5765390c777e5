package dev.alarmkeeper.events;

/** API calls of one service that events tell of, made again. */
interface Deeds {
  /**
   * Makes the call.
   *
   * @param deed the event's name: the operation
   * @return false if it is none of these
   */
  boolean repeat(String deed, Said said);
}
