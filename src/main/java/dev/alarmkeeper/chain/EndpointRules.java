package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.util.List;
import java.util.function.Function;

/**
 * What SNS needs to hand a message over to a queue or a function. alarmkeeper changes none of it:
 * queues, functions and keys are their owners'. Sources: SNS Developer Guide, "Subscribing an
 * Amazon SQS queue to an Amazon SNS topic"; Lambda Developer Guide, "Granting function access to
 * AWS services"; SQS Developer Guide, "Key management", for the key of a queue.
 */
public final class EndpointRules {
  private static final String USABLE = "usable";
  private static final String NONE = "none";
  private static final String DENIES = "an explicit Deny keeps SNS out; a Deny always wins";
  private static final String MAY_DENY =
      "a Deny may keep SNS out: it asks for what is not known here";
  private static final String TRY_IT =
      "look whether the Deny hits SNS: set the alarm's state by hand and see whether a message"
          + " arrives";
  private static final String LET_SNS_ENCRYPT =
      "let " + Publishing.SNS + " do kms:GenerateDataKey* and kms:Decrypt in the key's policy";

  /** What only a person puts right. */
  public static final List<Rule<Delivery, ?>> HEARING =
      List.of(
          Rule.asked(
              CRITICAL,
              "endpoint",
              of(Endpoint::state, Endpoint.TAKES),
              String::equals,
              "SNS cannot hand the alarm's message over, and drops it",
              look(
                  "make the queue or the function again, let it run and take messages as it does by"
                      + " itself, or name another endpoint in SUBSCRIPTIONS")),
          allowed(
              "policy of the endpoint lets SNS in",
              of(it -> it.grant().allowed(), Answer.YES),
              "the endpoint refuses the alarm's message, and SNS drops it",
              "no statement surely lets SNS in: the endpoint may refuse the alarm's message",
              new Cure.Person<>(
                  "let "
                      + Publishing.SNS
                      + " do sqs:SendMessage or lambda:InvokeFunction in the endpoint's policy, where"
                      + " aws:SourceArn is the topic",
                  (_, it) -> it.endpointCommand())),
          Rule.asked(
              CRITICAL,
              "deny statements of the endpoint that hit SNS",
              of(it -> it.grant().denied(), List.<String>of()),
              (_, observed) -> observed.isEmpty(),
              DENIES,
              look("take SNS out of the Deny of the endpoint's policy")),
          Rule.asked(
              HIGH,
              "deny statements of the endpoint that may hit SNS",
              of(it -> it.grant().mayDeny(), List.<String>of()),
              (_, observed) -> observed.isEmpty(),
              MAY_DENY,
              look(TRY_IT)),
          Rule.asked(
              CRITICAL,
              "KMS key of the queue",
              of(it -> it.key().map(EndpointRules::use).orElse(USABLE), USABLE),
              String::equals,
              "SNS cannot encrypt the alarm's message for the queue, and drops it",
              look(
                  "encrypt the queue with SSE-SQS, or with an enabled symmetric key of your own, and "
                      + LET_SNS_ENCRYPT)),
          Rule.asked(
              HIGH,
              "KMS key of the queue of another account",
              of(it -> it.key().flatMap(TopicKey::owner).orElse(NONE), NONE),
              String::equals,
              "KMS shows a key's policy to its own account alone: whether SNS may encrypt an alarm's"
                  + " message for the queue is not known here",
              look("ask the key's owner to " + LET_SNS_ENCRYPT + ", and accept the finding")),
          allowed(
              "policy of the queue's key lets SNS encrypt",
              of(it -> grant(it).allowed(), Answer.YES),
              "KMS refuses SNS, and the alarm's message is dropped",
              "no statement surely lets SNS use the key: the alarm's message may be dropped",
              look(LET_SNS_ENCRYPT)),
          Rule.asked(
              CRITICAL,
              "deny statements of the queue's key that hit SNS",
              of(it -> grant(it).denied(), List.<String>of()),
              (_, observed) -> observed.isEmpty(),
              DENIES,
              look("take SNS out of the Deny of the key's policy")),
          Rule.asked(
              HIGH,
              "deny statements of the queue's key that may hit SNS",
              of(it -> grant(it).mayDeny(), List.<String>of()),
              (_, observed) -> observed.isEmpty(),
              MAY_DENY,
              look(TRY_IT)));

  /** What nobody can see from here. It is asked about where nobody else surely hears. */
  public static final List<Rule<Delivery, ?>> ELSEWHERE =
      List.of(
          Rule.asked(
              HIGH,
              "endpoint that keeps messages",
              delivery -> delivery.isStored() ? delivery.subscription().protocol() : NONE,
              (_, observed) -> observed.equals(NONE),
              "no person hears by a delivery stream, and nobody else surely hears",
              look("subscribe somebody, and name them in SUBSCRIPTIONS")),
          Rule.asked(
              HIGH,
              "endpoint of another account or Region",
              of(it -> it.elsewhere().orElse(NONE), NONE),
              String::equals,
              "whether it takes the topic's messages is not known here, and nobody else surely hears",
              look(
                  "ask its owner whether it is there and lets "
                      + Publishing.SNS
                      + " in, and accept the finding; or subscribe somebody of this account")));

  private EndpointRules() {}

  /** A field of the endpoint; where none is to be seen, nothing is wrong. */
  private static <V> Function<Delivery, V> of(Function<Endpoint, V> field, V right) {
    return delivery -> delivery.endpoint().map(field).orElse(right);
  }

  private static Grant grant(Endpoint endpoint) {
    return endpoint.key().map(TopicKey::grant).orElse(Grant.FULL);
  }

  private static String use(TopicKey key) {
    if (!key.state().equals(TopicKey.ENABLED)) {
      return key.state();
    }
    return key.use().equals(TopicKey.SYMMETRIC) ? USABLE : key.use();
  }

  private static Rule<Delivery, Answer> allowed(
      String field,
      Function<Delivery, Answer> of,
      String ifNot,
      String ifDoubtful,
      Cure<Delivery> cure) {
    return new Rule<>(
        field,
        of,
        (_, observed) -> observed == Answer.YES,
        (_, observed) -> Reason.of(observed == Answer.NO ? ifNot : ifDoubtful),
        CRITICAL,
        cure);
  }

  /** The endpoint's name is not told, and SNS tells whoever may ask. */
  private static Cure<Delivery> look(String advice) {
    return new Cure.Person<>(advice, (_, delivery) -> delivery.endpointCommand());
  }
}
