package io.chorus.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The one JSON codec of the wire and the bus. Thread-safe. */
public final class Json {
  private static final int MAX_NESTING = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Numbers in metadata leave as they came.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build());
  }

  private static final ObjectMapper STRICT =
      MAPPER.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** The shared mapper, for what the short cuts here do not cover. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Parses text from outside.
   *
   * @return the tree; a missing node for empty input
   * @throws JsonProcessingException if it is not one JSON value or nests deeper than 64 levels
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Text of a value of our own. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
    }
  }

  /** UTF-8 bytes of a value of our own. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what another service wrote.
   *
   * @throws IllegalArgumentException if it is not of that type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }

  /**
   * Reads what another service wrote, and nothing else.
   *
   * @throws UnrecognizedPropertyException if there is more in it than that type has
   * @throws JsonProcessingException if it is not of that type for another reason
   */
  public static <T> T readAll(String json, Class<T> type) throws JsonProcessingException {
    return STRICT.readValue(json, type);
  }

  /** Reads what another service wrote; empty where it is not of that type, for whatever reason. */
  public static <T> Optional<T> ifReadable(String json, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, type));
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
