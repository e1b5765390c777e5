package dev.alarmkeeper.it;

import static dev.alarmkeeper.it.Tampering.Ending.NEEDS_PERSON;
import static dev.alarmkeeper.it.Tampering.Ending.NOTED;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.it.Tampering.Ending;
import java.util.List;

/** The ways to have SNS stop a message for what is in it: one row each. */
final class MessageTamperings {
  private static final String DENY = "{\"Deny\": {}}";
  private static final String MASK =
      "{\"Deidentify\": {\"MaskConfig\": {\"MaskWithCharacter\": \"*\"}}}";
  private static final String EVERYBODY = "*";
  private static final String STOPS = "\"field\":\"data protection that may stop messages\"";

  static final List<Tampering> ALL =
      List.of(
          row(
              "its data protection denies what each alarm says",
              STOPS,
              NEEDS_PERSON,
              policy("Inbound", EVERYBODY, "ALARM", DENY)),
          row(
              "its data protection withholds what each alarm says",
              STOPS,
              NEEDS_PERSON,
              policy("Outbound", EVERYBODY, "root_[a-z]+", DENY)),
          row(
              "its data protection denies account numbers, as AWS finds them",
              STOPS,
              NEEDS_PERSON,
              policy("Inbound", EVERYBODY, "", DENY)),
          row(
              "its data protection leaves nothing of a message",
              "\"field\":\"data protection that may empty messages\"",
              NEEDS_PERSON,
              policy("Inbound", EVERYBODY, ".*", MASK)),
          row(
              "its data protection masks a number that no alarm has",
              "EmployeeID",
              NOTED,
              policy("Inbound", EVERYBODY, "EID-[0-9]{9}", MASK)),
          row(
              "its data protection denies what one user publishes",
              "EmployeeID",
              NOTED,
              policy("Inbound", "arn:aws:iam::111122223333:user/app", "ALARM", DENY)));

  private MessageTamperings() {}

  /** A policy with an identifier of the owner's, or with one of AWS's. */
  static String policy(String direction, String principal, String regex, String operation) {
    return """
        {"Name": "p", "Version": "2021-06-01",
         "Configuration": {"CustomDataIdentifier": [{"Name": "EmployeeID", "Regex": "%s"}]},
         "Statement": [{"Sid": "s", "DataDirection": "%s", "Principal": ["%s"],
          "DataIdentifier": ["%s"], "Operation": %s}]}"""
        .formatted(
            regex.isEmpty() ? "x" : regex,
            direction,
            principal,
            regex.isEmpty()
                ? "arn:aws:dataprotection::aws:data-identifier/BankAccountNumber-US"
                : "EmployeeID",
            operation);
  }

  private static Tampering row(String what, String words, Ending ending, String policy) {
    return new Tampering(
        Link.TOPIC,
        what,
        "PutDataProtectionPolicy",
        they -> they.protectMessages(policy),
        words,
        ending,
        Audience.NAMED);
  }
}
