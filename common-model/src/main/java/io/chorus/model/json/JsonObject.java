package io.chorus.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object from outside, by its members. Reading it converts nothing but texts: a number or a
 * nested value is looked at when it is asked for, so one that nobody asks for is no reason to fail.
 * Of members with the same name the last counts; null counts as missing.
 *
 * <p>All methods but {@link #isGiven} throw a {@link Refusal} with {@code invalid_request} where a
 * member is not what was asked for. Immutable.
 */
public final class JsonObject {
  /** Beyond it nobody's request goes, and each costs many times its length. */
  private static final int MAX_MEMBERS = 256;

  /** Longest integer that is looked at, with its fraction of zeros and its exponent. */
  private static final int MAX_INTEGER = 64;

  /**
   * Shared, so it must keep nothing of what it has read: with canonical names it would remember the
   * names that strangers make up. What may be passed on is for {@link PassedOn} to say; here only
   * what could not be read safely is refused, as its sender then cannot be told which request it
   * was.
   */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Has no members. */
  public static final JsonObject EMPTY = new JsonObject("{}", 0, 2, Map.of());

  /**
   * @param text what a text says; null for other kinds
   * @param object that it is, where it was read with the one around it; else null
   */
  private record Member(JsonToken kind, int start, int end, String text, JsonObject object) {}

  /** What it stands in, of which the places of its members are counted. */
  private final String source;

  private final int start;
  private final int end;
  private final Map<String, Member> members;

  private JsonObject(String source, int start, int end, Map<String, Member> members) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.members = members;
  }

  /** Reads the one object that the text must be. */
  public static JsonObject read(String text) {
    return read(text, null);
  }

  /**
   * The same, for text of which one member is sure to be asked for: where it is an object, its
   * members are read on the way, and not once more.
   *
   * @param inner its name, or null
   */
  public static JsonObject read(String text, String inner) {
    try (JsonParser parser = FACTORY.createParser(text.toCharArray())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.invalid("a JSON object is expected");
      }
      int start = (int) parser.currentTokenLocation().getCharOffset();
      Map<String, Member> members = members(parser, text, inner);
      int end = (int) parser.currentLocation().getCharOffset();
      if (parser.nextToken() != null) {
        throw Refusal.invalid("something follows the JSON object");
      }
      if (members == null) {
        throw Refusal.invalid("an object has more than " + MAX_MEMBERS + " members");
      }
      return new JsonObject(text, start, end, members);
    } catch (IOException e) {
      throw Refusal.invalid("this is not JSON");
    }
  }

  /** The same, for text in UTF-8. */
  public static JsonObject read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw Refusal.invalid("this is not UTF-8");
    }
  }

  /** Goes to the end of an object. Gives its members, or null where there are too many of them. */
  private static Map<String, Member> members(JsonParser parser, String source, String inner)
      throws IOException {
    Map<String, Member> members = new HashMap<>();
    boolean fits = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken kind = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getCharOffset();
      // Asking for a text, or going past a nested value, brings the parser to its end.
      String text = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
      Map<String, Member> within =
          kind == JsonToken.START_OBJECT && name.equals(inner)
              ? members(parser, source, null)
              : null;
      parser.skipChildren();
      int end = (int) parser.currentLocation().getCharOffset();
      JsonObject object = within == null ? null : new JsonObject(source, start, end, within);
      if (fits) {
        members.put(name, new Member(kind, start, end, text, object));
        fits = members.size() <= MAX_MEMBERS;
      }
    }
    return fits ? members : null;
  }

  /** Whether there is such a member, and it is not null. */
  public boolean isGiven(String name) {
    return member(name) != null;
  }

  private Member member(String name) {
    Member member = members.get(name);
    return member == null || member.kind == JsonToken.VALUE_NULL ? null : member;
  }

  private String source(Member member) {
    return source.substring(member.start, member.end);
  }

  /** A text that can be stored and passed on; null where it is missing. */
  public String text(String name) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    if (member.text == null) {
      throw Refusal.invalid(name + " must be a text");
    }
    return storable(name, member.text);
  }

  private static String storable(String name, String text) {
    if (!Text.isStorable(text)) {
      throw Refusal.invalid(name + " has a NUL or half a surrogate pair");
    }
    return text;
  }

  /** True or false; null where it is missing. */
  public Boolean flag(String name) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    return switch (member.kind) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw Refusal.invalid(name + " must be true or false");
    };
  }

  /**
   * A number without a fraction, however it is written ({@code 1000}, {@code 1000.0}, {@code 1e3}),
   * of 64 bits at the most; null where it is missing.
   */
  public Long integer(String name) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    boolean number =
        member.kind == JsonToken.VALUE_NUMBER_INT || member.kind == JsonToken.VALUE_NUMBER_FLOAT;
    if (number && member.end - member.start <= MAX_INTEGER) {
      try {
        return new BigDecimal(source(member)).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        // Refused below, like what is no number at all.
      }
    }
    throw Refusal.invalid(name + " must be an integer");
  }

  /** The members of an object; null where it is missing. */
  public JsonObject object(String name) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    if (member.kind != JsonToken.START_OBJECT) {
      throw Refusal.invalid(name + " must be an object");
    }
    return member.object != null ? member.object : read(source(member));
  }

  /**
   * A list of texts that can be stored and passed on; null where it is missing.
   *
   * @param max how many there may be
   */
  public List<String> texts(String name, int max) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(source(member).toCharArray())) {
      boolean fits = parser.nextToken() == JsonToken.START_ARRAY;
      while (fits && parser.nextToken() != JsonToken.END_ARRAY) {
        fits = parser.currentToken() == JsonToken.VALUE_STRING && texts.size() < max;
        if (fits) {
          texts.add(storable(name, parser.getText()));
        }
      }
      if (fits) {
        return texts;
      }
    } catch (IOException e) {
      // Refused below; it was JSON when this object was read.
    }
    throw Refusal.invalid(name + " must be a list of at most " + max + " texts");
  }

  /**
   * Any JSON, as the text that it was but for the white space in it: within the limits of {@link
   * PassedOn}, so that everybody can read it. Null where it is missing.
   */
  public String value(String name) {
    Member member = member(name);
    if (member == null) {
      return null;
    }
    String json = source(member);
    boolean plain = member.kind == JsonToken.VALUE_NUMBER_INT && json.length() <= MAX_INTEGER;
    return plain ? json : PassedOn.checked(name, json);
  }

  /** How many members it has. */
  public int size() {
    return members.size();
  }

  /** The text that it was, but for the white space between its tokens. */
  @Override
  public String toString() {
    return PassedOn.compact(source());
  }

  /** The text that it was read from. */
  public String source() {
    return source.substring(start, end);
  }
}
