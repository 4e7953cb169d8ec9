package io.chorus.http;

import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The body of a request, which is read ahead of the resources. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * The one JSON object in UTF-8 that the body must be.
   *
   * @throws Refusal with {@code invalid_request}
   */
  public static JsonObject of(RoutingContext request) {
    Buffer body = request.body().buffer();
    return JsonObject.read(body == null ? new byte[0] : body.getBytes());
  }
}
