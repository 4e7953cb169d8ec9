package io.chorus.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.Json;
import io.chorus.model.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** The body of a request, which is read ahead of the resources. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * The one JSON object in UTF-8 that the body must be.
   *
   * @throws Refusal with {@code invalid_request}
   */
  public static JsonNode of(RoutingContext request) {
    Buffer body = request.body().buffer();
    try {
      JsonNode json = Json.mapper().readTree(body == null ? new byte[0] : body.getBytes());
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      // Refused below, like JSON of another kind.
    }
    throw Refusal.invalid("the body must be a JSON object");
  }
}
