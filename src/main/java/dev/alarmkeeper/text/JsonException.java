package dev.alarmkeeper.text;

/** The text is not the JSON it should be; the message says what is wrong, and where. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /** An exception that says what is wrong, and where. */
  public JsonException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong, and where. */
  public String problem() {
    return problem;
  }
}
