package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.policy.ResourcePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** alarmkeeper's own function, as Lambda says it: a call for each of two questions. */
record OwnFunction(Supplier<LambdaClient> lambda) {
  /** How many runs at once are reserved for it; empty where none are. */
  Observed<Optional<Integer>> reserved(String name) {
    return Read.of(
        "lambda:GetFunctionConcurrency",
        name,
        () ->
            new Present<>(
                Optional.ofNullable(
                    lambda
                        .get()
                        .getFunctionConcurrency(it -> it.functionName(name))
                        .reservedConcurrentExecutions())));
  }

  /** Which of these rules its policy does not surely let in. */
  Observed<List<Arn>> shutOut(String name, Arn function, List<Arn> rules, Instant at) {
    return Read.of(
        "lambda:GetPolicy",
        name,
        () -> {
          try {
            String text =
                require(lambda.get().getPolicy(it -> it.functionName(name)).policy(), "Policy");
            ResourcePolicy policy = PolicyDocument.parse(text).policy();
            return new Present<>(
                rules.stream().filter(it -> !isLetIn(policy, it, function, at)).toList());
          } catch (ResourceNotFoundException _) {
            // We run: the function is there, and has no policy.
            return new Present<>(rules);
          }
        });
  }

  private static boolean isLetIn(ResourcePolicy policy, Arn rule, Arn function, Instant at) {
    Grant grant = policy.grant(List.of(Publishing.fromRule(rule, function, at)));
    return grant.allowed() == Answer.YES && grant.denied().isEmpty();
  }
}
