package io.chorus.stack.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as 30s, 15m, 1h or 7d. */
final class Time implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    try {
      long number = Long.parseLong(value.substring(0, value.length() - 1));
      return switch (value.charAt(value.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        case 'd' -> Duration.ofDays(number);
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new TypeConversionException("'" + value + "' is no time such as 30s, 15m, 1h or 7d");
    }
  }
}
