package dev.alarmkeeper.aws;

/** AWS would refuse the write because others have filled a quota, so that it is not made. */
final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A write that is not made.
   *
   * @param advice what there is no room for, and what a person can do
   */
  NoRoomException(String advice) {
    super(advice);
  }
}
