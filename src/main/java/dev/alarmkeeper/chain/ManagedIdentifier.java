package dev.alarmkeeper.chain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What kinds of text AWS's own data identifiers mask, as far as it decides whether they can hide a
 * value. Source: CloudWatch Logs User Guide, "CloudWatch Logs managed data identifiers for
 * sensitive data types". Names that are not here, and {@code Name} and {@code Address}, which AWS
 * finds by machine learning in any text, may hide everything.
 */
public enum ManagedIdentifier {
  /** Numbers of people, accounts, devices and places: each has a digit in it. */
  NUMBERS(
      "each has digits",
      List.of(
          "BankAccountNumber",
          "CepCode",
          "Cnpj",
          "CpfCode",
          "CreditCardExpiration",
          "CreditCardNumber",
          "CreditCardSecurityCode",
          "DriversLicense",
          "DrugEnforcementAgencyNumber",
          "ElectoralRollNumber",
          "HealthInsuranceCardNumber",
          "HealthInsuranceClaimNumber",
          "HealthInsuranceNumber",
          "HealthcareProcedureCode",
          "IndividualTaxIdentificationNumber",
          "InseeCode",
          "IpAddress",
          "LatLong",
          "MedicareBeneficiaryNumber",
          "NationalDrugCode",
          "NationalIdentificationNumber",
          "NationalInsuranceNumber",
          "NationalProviderId",
          "NhsNumber",
          "NieNumber",
          "NifNumber",
          "PassportNumber",
          "PermanentResidenceNumber",
          "PersonalHealthNumber",
          "PhoneNumber",
          "PostalCode",
          "RgNumber",
          "SocialInsuranceNumber",
          "Ssn",
          "TaxId",
          "VehicleIdentificationNumber",
          "ZipCode")),
  /** Addresses of mail. */
  MAIL("each has an at sign", List.of("EmailAddress")),
  /** Keys: a secret key has 40 characters, and a private key has many lines. */
  KEYS(
      "each has at least 40 characters",
      List.of(
          "AwsSecretKey",
          "OpenSshPrivateKey",
          "PgpPrivateKey",
          "PkcsPrivateKey",
          "PuttyPrivateKey"));

  private static final int SHORTEST_KEY = 40;

  private final String why;

  @SuppressWarnings("ImmutableEnumChecker") // copied, so it does not change
  private final List<String> names;

  ManagedIdentifier(String why, List<String> names) {
    this.why = why;
    this.names = List.copyOf(names);
  }

  /** The kind of an identifier by its name, with or without a country behind it. */
  public static Optional<ManagedIdentifier> of(String name) {
    String base = name.replaceFirst("-[A-Z]{2}$", "");
    return Stream.of(values()).filter(it -> it.names.contains(base)).findFirst();
  }

  /** Whether no text of this kind can be found in the value. */
  public boolean spares(String value) {
    return switch (this) {
      case NUMBERS -> value.chars().noneMatch(Character::isDigit);
      case MAIL -> value.indexOf('@') < 0;
      case KEYS -> value.length() < SHORTEST_KEY;
    };
  }

  /** What every text of this kind has. */
  public String why() {
    return why;
  }
}
