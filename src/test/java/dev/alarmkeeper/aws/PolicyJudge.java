package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.policy.ServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Judges policy statements, one JSON line each, and prints whether each applies to an alarm of
 * ours: {@code .ci/policy-judge} holds the verdicts against another implementation.
 */
public final class PolicyJudge {
  private static final List<ServiceRequest> PUBLISHING =
      Publishing.toTopic(
          Arn.parse("arn:aws:sns:us-east-1:111122223333:alarms"),
          new Account("aws", "us-east-1", "111122223333"),
          List.of(Arn.parse("arn:aws:cloudwatch:us-east-1:111122223333:alarm:root_usage_alarm")),
          Instant.parse("2026-11-25T10:00:00Z"));

  private PolicyJudge() {}

  /** Reads statements from the standard input and prints YES, NO or UNKNOWN for each. */
  public static void main(String... none) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(applies(line).name());
    }
    out.flush();
  }

  private static Answer applies(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
    Grant grant;
    try {
      grant = PolicyDocument.parse(policy).policy().grant(PUBLISHING);
    } catch (MalformedAnswerException _) {
      return Answer.UNKNOWN;
    }
    if (statement.contains("\"Effect\":\"Allow\"")) {
      return grant.allowed();
    }
    return grant.denied().isEmpty()
        ? grant.mayDeny().isEmpty() ? Answer.NO : Answer.UNKNOWN
        : Answer.YES;
  }
}
