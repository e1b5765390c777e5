package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.MessageProtection.Statement;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** What a topic's data protection policy does to messages, as SNS says it: one call. */
record MessageProtections(SnsClient sns) {
  /** What a person still pastes. */
  private static final int LONGEST = 4_000;

  private static final String STATEMENT = "Statement";

  /**
   * The policy; absent where there is none, or where SNS does not know such policies, as for FIFO
   * topics. The owner of a topic alone is shown it.
   *
   * @param seen the topic itself, which is waited for if SNS does not find it here
   */
  Observed<MessageProtection> read(Arn topic, Account account, Supplier<Observed<Topic>> seen) {
    Observed<MessageProtection> read =
        Read.ofFeature(
            "sns:GetDataProtectionPolicy",
            topic.toString(),
            () -> {
              try {
                @Nullable String document =
                    sns.getDataProtectionPolicy(it -> it.resourceArn(topic.toString()))
                        .dataProtectionPolicy();
                return document == null || document.isBlank()
                    ? new Absent<>()
                    : new Present<>(of(topic, document));
              } catch (NotFoundException gone) {
                if (seen.get() instanceof Absent) {
                  return new Absent<>();
                }
                throw gone;
              }
            });
    boolean isHidden =
        read instanceof Unreadable(_, boolean retryable)
            && !retryable
            && !topic.account().equals(account.id());
    return isHidden ? new Present<>(MessageProtection.hidden(topic)) : read;
  }

  private static MessageProtection of(Arn topic, String document) {
    Map<String, @Nullable Object> policy = DataProtection.read(document);
    Map<String, String> custom = DataProtection.custom(policy);
    List<Statement> statements = new ArrayList<>();
    List<Map<?, ?>> harmless = new ArrayList<>();
    for (Map<?, ?> one : DataProtection.statements(policy)) {
      Statement statement = statement(one, custom);
      if (!statement.operations().equals(List.of(DataProtection.AUDIT))) {
        statements.add(statement);
      }
      if (statement.isHarmless()) {
        harmless.add(one);
      }
    }
    return new MessageProtection(topic, statements, pasted(policy, harmless), Optional.empty());
  }

  private static Statement statement(Map<?, ?> statement, Map<String, String> custom) {
    return new Statement(
        Optional.<Object>ofNullable(statement.get("Sid")).map(Object::toString).orElse(""),
        String.valueOf(statement.get("DataDirection")),
        DataProtection.list(statement.get("Principal")).stream().map(String::valueOf).toList(),
        DataProtection.operations(statement),
        DataProtection.finds(statement, custom));
  }

  /**
   * An empty policy takes the whole off: SNS Developer Guide, "Deleting data protection policies".
   */
  private static Optional<String> pasted(
      Map<String, @Nullable Object> policy, List<Map<?, ?>> statements) {
    if (statements.isEmpty()) {
      return Optional.of("");
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(policy);
    kept.put(STATEMENT, statements);
    return Optional.of(Json.text(kept))
        .filter(it -> it.length() <= LONGEST && it.matches("[ -~]*"));
  }
}
