package io.chorus.history.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chorus.model.Json;
import io.chorus.model.identity.UserName;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom a message mentions: the texts in {@code mentions} of its metadata that are names of users.
 * What is something else mentions nobody, and is no reason to refuse the message.
 */
final class Mentions {
  /** Users that one message can mention; those beyond are not told. */
  static final int MAX = 100;

  private static final String MEMBER = "mentions";

  private Mentions() {}

  /**
   * @param metadata JSON as text, or null
   */
  static Set<String> in(String metadata) {
    if (metadata == null || !metadata.contains(MEMBER)) {
      return Set.of();
    }
    Set<String> users = new LinkedHashSet<>();
    try (JsonParser json = Json.mapper().getFactory().createParser(metadata)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean here = json.currentName().equals(MEMBER);
          if (json.nextToken() == JsonToken.START_ARRAY && here) {
            users.clear();
            read(json, users);
          } else {
            json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      // Nobody promised that it is JSON.
      return Set.of();
    }
    return users;
  }

  private static void read(JsonParser json, Set<String> users) throws IOException {
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = json.nextToken()) {
      if (token == JsonToken.VALUE_STRING
          && users.size() < MAX
          && UserName.isValid(json.getText())) {
        users.add(json.getText());
      }
      json.skipChildren();
    }
  }
}
