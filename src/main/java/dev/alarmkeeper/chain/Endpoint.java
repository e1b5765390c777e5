package dev.alarmkeeper.chain;

import dev.alarmkeeper.policy.Grant;
import java.util.Optional;

/**
 * A queue or a function that the topic tells, as SNS needs it. Sources: SQS API,
 * GetQueueAttributes; Lambda API, GetPolicy and GetFunctionConcurrency.
 *
 * @param state {@link #TAKES}, or why it takes no message
 * @param grant what its policy says to SNS
 * @param key the key that encrypts the queue, with what its policy says to SNS
 * @param elsewhere the account and Region that it belongs to, where they are not ours: then the
 *     rest is not known
 */
public record Endpoint(
    String state, Grant grant, Optional<TopicKey> key, Optional<String> elsewhere) {
  /** The state of one that takes messages. */
  public static final String TAKES = "takes messages";

  /** As it should be. */
  public static Endpoint of(Endpoint found) {
    return new Endpoint(TAKES, Grant.FULL, found.key().map(TopicKey::of), Optional.empty());
  }

  /** One that takes no message, for this reason; no policy of it matters. */
  public static Endpoint deaf(String why) {
    return new Endpoint(why, Grant.FULL, Optional.empty(), Optional.empty());
  }

  /** One of another account or Region, of which nothing is shown here. */
  public static Endpoint elsewhere(Arn arn) {
    return new Endpoint(
        TAKES,
        Grant.FULL,
        Optional.empty(),
        Optional.of("account %s, Region %s".formatted(arn.account(), arn.region())));
  }
}
