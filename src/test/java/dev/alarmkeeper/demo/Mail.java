package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Screen;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Sns;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.Deployment;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** An incident as a person would receive it: the filter goes, root signs in, the mail comes. */
final class Mail {
  private static final int SIGN_INS = 5;

  private final Deployment deployed;
  private final Screen screen;

  Mail(Deployment deployed, Screen screen) {
    this.deployed = deployed;
    this.screen = screen;
  }

  /** The settings that the template makes: a table, a topic for people, a bus for machines. */
  static Map<String, String> settings() {
    return Map.of(
        "SUBSCRIPTIONS",
        "email:" + Deployment.EMAIL + ",sqs:" + Deployment.QUEUE,
        "EVIDENCE_TABLE",
        Deployment.TABLE,
        "OPERATIONS_TOPIC_ARN",
        "arn:aws:sns:us-east-1:111122223333:" + Deployment.OPERATIONS,
        "EVENT_BUS_NAME",
        "default");
  }

  /** Answers whether all of it was told. */
  boolean arrives() {
    LocalAws aws = deployed.aws();
    deployed.makeChainWhole();
    deployed.send(SampleEvent.of("schedule.json"));
    int before = aws.sns().published().size();

    screen.title("Alice deletes the filter, and root signs in five times", "");
    SampleEvent deletion = SampleEvent.of("delete-metric-filter.json");
    new Replay(aws).of(deletion);
    Instant broken = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String event = deletion.text().replace("2026-11-23T10:15:30Z", broken.toString());
    // An event alone proves nothing: CloudTrail's history has to know the call.
    String call = Json.text(new JsonFields(Json.object(event)).object("detail").json());
    aws.cloudTrail().addEvent(broken, "logs.amazonaws.com", "DeleteMetricFilter", call);
    for (int i = 1; i <= SIGN_INS; i++) {
      aws.logs().ingest(LocalAws.LOG_GROUP, broken, signIn(i, broken));
    }
    Answer answer = deployed.function().invoke(event);
    List<Sns.Message> mails =
        aws.sns().published().stream()
            .skip(before)
            .filter(it -> it.topicArn().endsWith(":" + Deployment.OPERATIONS))
            .toList();
    mails.forEach(this::show);
    return answer instanceof Answer.Returned
        && mails.size() == 2
        && mails.getFirst().text().contains("DeleteMetricFilter")
        && mails.getLast().text().contains("sign-in-" + SIGN_INS);
  }

  /** Without the JSON, which is the last paragraph. */
  private void show(Sns.Message mail) {
    screen.blank();
    screen.line("   Subject: " + mail.subject());
    screen.blank();
    mail.text().lines().takeWhile(it -> !it.startsWith("{")).forEach(it -> screen.line("   " + it));
  }

  private static String signIn(int number, Instant at) {
    return """
        {"eventName": "ConsoleLogin", "eventID": "sign-in-%d", "eventTime": "%s",
         "awsRegion": "us-east-1", "eventType": "AwsConsoleSignIn",
         "sourceIPAddress": "203.0.113.9", "additionalEventData": {"MFAUsed": "No"},
         "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111122223333:root"}}
        """
        .formatted(number, at);
  }
}
