package dev.alarmkeeper.aws;

import dev.alarmkeeper.text.UntrustedText;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The function as a person calls it. */
public final class DeployedFunction {
  private final LambdaClient lambda;

  /** Calls through this client. */
  public DeployedFunction(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /**
   * What it answers.
   *
   * @param name its name or ARN
   * @throws IllegalStateException if it cannot be called, or refuses the request
   */
  public String invoke(String name, String request) {
    InvokeResponse answer;
    try {
      answer = lambda.invoke(it -> it.functionName(name).payload(SdkBytes.fromUtf8String(request)));
    } catch (SdkException failed) {
      throw new IllegalStateException(
          Failure.of("lambda:InvokeFunction", name, failed).message()
              + "; say the function's name, which the stack's output LookCommand has, and let"
              + " these credentials invoke it",
          failed);
    }
    String text = answer.payload().asUtf8String();
    if (answer.functionError() != null) {
      throw new IllegalStateException(name + ": " + UntrustedText.safe(text, UntrustedText.LONG));
    }
    return text;
  }
}
