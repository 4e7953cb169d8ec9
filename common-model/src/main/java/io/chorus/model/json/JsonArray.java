package io.chorus.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chorus.model.error.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JSON array from outside, by its elements, each as the text that it is. Immutable. */
public final class JsonArray {
  /** Beyond it nobody's request goes, and each costs many times its length. */
  private static final int MAX_ELEMENTS = 256;

  /**
   * @param text what a text says; null for other kinds
   */
  private record Element(JsonToken kind, String source, String text) {}

  private final List<Element> elements;

  private JsonArray(List<Element> elements) {
    this.elements = elements;
  }

  /**
   * Reads the one array that the text must be.
   *
   * @throws Refusal with {@code invalid_request} if it is none, or has more than 256 elements
   */
  public static JsonArray read(String text) {
    try (JsonParser parser = JsonObject.FACTORY.createParser(text.toCharArray())) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw Refusal.invalid("a JSON array is expected");
      }
      List<Element> elements = new ArrayList<>(2);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == MAX_ELEMENTS) {
          throw Refusal.invalid("an array has more than " + MAX_ELEMENTS + " elements");
        }
        elements.add(element(parser, text));
      }
      if (parser.nextToken() != null) {
        throw Refusal.invalid("something follows the JSON array");
      }
      return new JsonArray(elements);
    } catch (IOException e) {
      throw Refusal.invalid("this is not JSON");
    }
  }

  private static Element element(JsonParser parser, String source) throws IOException {
    JsonToken kind = parser.currentToken();
    int start = (int) parser.currentTokenLocation().getCharOffset();
    // Asking for a text, or going past a nested value, brings the parser to its end.
    String text = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
    parser.skipChildren();
    int end = (int) parser.currentLocation().getCharOffset();
    return new Element(kind, source.substring(start, end), text);
  }

  public int size() {
    return elements.size();
  }

  /** What an element says that is a text; null where there is none, or it is of another kind. */
  public String text(int index) {
    return index < elements.size() ? elements.get(index).text : null;
  }

  public boolean isNumber(int index) {
    return index < elements.size() && elements.get(index).kind.isNumeric();
  }

  public boolean isNull(int index) {
    return elements.get(index).kind == JsonToken.VALUE_NULL;
  }

  /** An element as it stands in the text. */
  public String source(int index) {
    return elements.get(index).source;
  }
}
