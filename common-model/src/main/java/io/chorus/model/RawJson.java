package io.chorus.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;

/** Reads any JSON value as its text: the counterpart of {@code @JsonRawValue}. */
public final class RawJson extends JsonDeserializer<String> {
  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return context.readTree(parser).toString();
  }

  @Override
  public String getNullValue(DeserializationContext context) {
    return null;
  }
}
