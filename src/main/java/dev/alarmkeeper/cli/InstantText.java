package dev.alarmkeeper.cli;

import dev.alarmkeeper.evidence.statement.PeriodText;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant of an option. */
final class InstantText implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return PeriodText.instant(value);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
