package dev.alarmkeeper.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The policy of a resource, such as a topic, a key, a queue or a function, read as IAM reads it for
 * a service of AWS. Every question has three answers, for a policy may ask what nobody here knows.
 * Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements reference".
 */
public record ResourcePolicy(List<Statement> statements) {
  private static final int ARN_PARTS = 6;

  /** Copies the list. */
  public ResourcePolicy {
    statements = List.copyOf(statements);
  }

  /**
   * Some values of a statement, or all but these.
   *
   * @param inverted whether it is NotAction or NotResource
   */
  public record Element(boolean inverted, List<String> values) {}

  /**
   * Some principals, or all but these.
   *
   * @param inverted whether it is NotPrincipal
   * @param names kind ({@code AWS}, {@code Service}) to names; {@code "*"} stands as AWS
   */
  public record Principals(boolean inverted, Map<String, List<String>> names) {}

  /**
   * One statement.
   *
   * @param digest tells it from an other statement of the same Sid
   * @param principals empty where AWS would not take it: there are none, or two kinds
   * @param conditions operator to key to values
   */
  public record Statement(
      Optional<String> sid,
      String digest,
      boolean allow,
      Optional<Principals> principals,
      Optional<Element> actions,
      Optional<Element> resources,
      Map<String, Map<String, List<String>>> conditions) {

    private String name() {
      return sid.orElse("a statement without Sid");
    }

    private Judged judge(ServiceRequest request) {
      Answer who = names(request.service());
      Answer what = hits(actions, it -> action(it, request.action()));
      Answer where = hits(resources, it -> resource(it, request.resource()));
      PolicyCondition when = PolicyCondition.of(conditions, request);
      List<String> doubts =
          Stream.of(
                  doubt(who, "principal"),
                  doubt(what, "action"),
                  doubt(where, "resource"),
                  when.doubts().stream())
              .flatMap(it -> it)
              .toList();
      return new Judged(who.and(what).and(where).and(when.answer()), doubts);
    }

    private Answer names(String service) {
      if (principals.isEmpty()) {
        return Answer.UNKNOWN;
      }
      Answer named =
          Answer.any(
              principals.get().names().entrySet().stream()
                  .flatMap(
                      kind ->
                          kind.getValue().stream().map(it -> names(kind.getKey(), it, service))));
      if (!principals.get().inverted()) {
        return named;
      }
      // Whether "everybody but" lets services in is not documented; that it shuts them out is.
      return allow && named == Answer.NO ? Answer.UNKNOWN : named.not();
    }

    private static Answer names(String kind, String name, String service) {
      return switch (kind) {
        case "AWS" -> name.equals("*") ? Answer.YES : unlessItHasWildcards(name);
        case "Service" ->
            name.equals(service)
                ? Answer.YES
                // A Regional name of the service, such as cloudwatch.us-east-1.amazonaws.com.
                : sameFamily(name, service) ? Answer.UNKNOWN : unlessItHasWildcards(name);
        case "CanonicalUser", "Federated" -> Answer.NO;
        default -> Answer.UNKNOWN;
      };
    }

    private static boolean sameFamily(String name, String service) {
      String family = service.substring(0, service.indexOf('.') + 1);
      return name.toLowerCase(Locale.ROOT).startsWith(family);
    }

    /** AWS takes no wildcard within a principal's name. */
    private static Answer unlessItHasWildcards(String name) {
      return name.contains("*") || name.contains("?") || name.contains("$")
          ? Answer.UNKNOWN
          : Answer.NO;
    }

    private static Answer hits(Optional<Element> element, Function<String, Answer> one) {
      if (element.isEmpty() || element.get().values().isEmpty()) {
        return Answer.UNKNOWN;
      }
      Answer any = Answer.any(element.get().values().stream().map(one));
      return element.get().inverted() ? any.not() : any;
    }

    /** The service's part may not hold wildcards, but for {@code *} alone. */
    private static Answer action(String form, String asked) {
      String plain = form.toLowerCase(Locale.ROOT);
      if (form.equals("*")) {
        return Answer.YES;
      }
      if (!Wildcards.match(plain, asked.toLowerCase(Locale.ROOT))) {
        return form.contains("$") ? Answer.UNKNOWN : Answer.NO;
      }
      String service = asked.substring(0, asked.indexOf(':') + 1).toLowerCase(Locale.ROOT);
      return plain.startsWith(service) ? Answer.YES : Answer.UNKNOWN;
    }

    /** A wildcard that crosses a colon, or another case, is read in more than one way. */
    private static Answer resource(String form, String asked) {
      if (form.equals("*")) {
        return Answer.YES;
      }
      if (form.contains("$")) {
        return Answer.UNKNOWN;
      }
      String[] forms = form.split(":", ARN_PARTS);
      String[] parts = asked.split(":", ARN_PARTS);
      boolean apart =
          forms.length == ARN_PARTS
              && IntStream.range(0, ARN_PARTS)
                  .allMatch(it -> Wildcards.match(forms[it], parts[it]));
      if (apart) {
        return Answer.YES;
      }
      boolean inAnyCase =
          Wildcards.match(form.toLowerCase(Locale.ROOT), asked.toLowerCase(Locale.ROOT));
      // AWS completes an ARN of fewer components.
      return inAnyCase || forms.length < ARN_PARTS ? Answer.UNKNOWN : Answer.NO;
    }

    private static Stream<String> doubt(Answer answer, String element) {
      return answer == Answer.UNKNOWN ? Stream.of(element) : Stream.of();
    }
  }

  private record Judged(Answer answer, List<String> doubts) {}

  /** What the policy says to these requests, all of them. */
  public Grant grant(List<ServiceRequest> requests) {
    Answer allowed = requests.stream().map(this::allowed).reduce(Answer.YES, Answer::and);
    return new Grant(
        allowed,
        denies(requests).filter(it -> it.answer() == Answer.YES).map(Verdict::words).toList(),
        denies(requests).filter(it -> it.answer() == Answer.UNKNOWN).map(Verdict::words).toList());
  }

  private Answer allowed(ServiceRequest request) {
    return Answer.any(
        statements.stream().filter(Statement::allow).map(it -> it.judge(request).answer()));
  }

  private record Verdict(Answer answer, String words) {}

  private Stream<Verdict> denies(List<ServiceRequest> requests) {
    return statements.stream().filter(it -> !it.allow()).map(it -> denies(it, requests));
  }

  private static Verdict denies(Statement statement, List<ServiceRequest> requests) {
    List<Judged> all = requests.stream().map(statement::judge).toList();
    Answer any = Answer.any(all.stream().map(Judged::answer));
    String asked =
        all.stream()
            .filter(it -> it.answer() == Answer.UNKNOWN)
            .flatMap(it -> it.doubts().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    // Somebody may accept a doubt: it is about this statement and no later one of the same Sid.
    return new Verdict(
        any,
        any == Answer.UNKNOWN
            ? "%s (%s; statement %s)".formatted(statement.name(), asked, statement.digest())
            : statement.name());
  }
}
