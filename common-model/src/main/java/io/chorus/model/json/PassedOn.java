package io.chorus.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import java.io.IOException;

/**
 * Limits of a JSON value that is passed on as text. They are tighter than those of whoever reads it
 * later, inside of what: a frame, a page, a batch.
 */
final class PassedOn {
  private static final int MAX_NESTING = 32;
  private static final int MAX_NAME = 1024;
  private static final int MAX_NUMBER = 128;

  /** Beyond it a number is none to most readers. */
  private static final int MAX_EXPONENT_DIGITS = 3;

  private PassedOn() {}

  /**
   * The value without the white space between its tokens: on one line, whatever it travels in.
   *
   * @param json one JSON value
   * @throws Refusal with {@code invalid_request} if it is beyond the limits, or has text that
   *     cannot be stored
   */
  static String checked(String name, String json) {
    try (JsonParser parser = JsonObject.FACTORY.createParser(json.toCharArray())) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String flaw = flaw(parser, token);
        if (token.isStructStart() && ++depth > MAX_NESTING) {
          flaw = "is nested more than " + MAX_NESTING + " levels deep";
        } else if (token.isStructEnd()) {
          depth--;
        }
        if (flaw != null) {
          throw Refusal.invalid(name + " " + flaw);
        }
      }
    } catch (IOException e) {
      throw Refusal.invalid(name + " is not JSON");
    }
    return compact(json);
  }

  private static String flaw(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case FIELD_NAME, VALUE_STRING -> {
        String text = parser.getText();
        if (token == JsonToken.FIELD_NAME && text.length() > MAX_NAME) {
          yield "has a name of more than " + MAX_NAME + " characters";
        }
        yield Text.isStorable(text) ? null : "has a NUL or half a surrogate pair";
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          isReadable(parser.getText()) ? null : "has a number of too many digits";
      default -> null;
    };
  }

  private static boolean isReadable(String number) {
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E')) + 1;
    if (exponent > 0 && !Character.isDigit(number.charAt(exponent))) {
      exponent++;
    }
    return number.length() <= MAX_NUMBER
        && (exponent == 0 || number.length() - exponent <= MAX_EXPONENT_DIGITS);
  }

  static String compact(String json) {
    StringBuilder compact = new StringBuilder(json.length());
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText && c == '\\') {
        compact.append(c);
        c = json.charAt(++i);
      } else if (c == '"') {
        inText = !inText;
      }
      if (inText || c > ' ') {
        compact.append(c);
      }
    }
    return compact.toString();
  }
}
