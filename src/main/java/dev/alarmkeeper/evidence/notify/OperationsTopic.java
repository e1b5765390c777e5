package dev.alarmkeeper.evidence.notify;

/** Where messages for people go. */
public interface OperationsTopic {
  /**
   * A message.
   *
   * @param subject 1 to 100 printable ASCII characters, a letter or digit first, as SNS takes it.
   *     Source: Amazon SNS API, Publish
   * @param body plain text
   */
  record Notice(String subject, String body) {
    private static final int LONGEST_SUBJECT = 100;

    /** Throws if SNS would refuse the subject. */
    public Notice {
      if (!subject.matches("[A-Za-z0-9][ -~]{0," + (LONGEST_SUBJECT - 1) + "}")) {
        throw new IllegalArgumentException("SNS would refuse the subject: " + subject);
      }
    }
  }

  /** Sends a message. It never throws for what AWS answers. */
  Sent send(Notice notice);
}
