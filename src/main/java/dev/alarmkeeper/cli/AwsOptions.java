package dev.alarmkeeper.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the account is reached; what is not given is found as the AWS CLI finds it. */
final class AwsOptions {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of ~/.aws/config, also one of IAM Identity Center.")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of the chain, for example us-east-1.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Call this endpoint instead of AWS's.")
  private Optional<URI> endpoint = Optional.empty();

  Optional<String> profile() {
    return profile;
  }

  Optional<String> region() {
    return region;
  }

  Optional<URI> endpoint() {
    return endpoint;
  }
}
