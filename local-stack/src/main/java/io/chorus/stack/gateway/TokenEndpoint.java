package io.chorus.stack.gateway;

import io.chorus.stack.token.TokenRequest;
import io.chorus.stack.token.Tokens;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Gives the web page of the local run a token for whatever name it asks for. */
final class TokenEndpoint implements Handler<RoutingContext> {
  private static final int MAX_NAME_LENGTH = 256;

  private final Tokens tokens;

  TokenEndpoint(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      String token = tokens.mint(request(context.body().asJsonObject()));
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(new JsonObject().put("token", token).toBuffer());
    } catch (BadRequest | DecodeException | ClassCastException e) {
      String detail =
          e instanceof BadRequest
              ? e.getMessage()
              : "the body has to be {\"userId\", \"username\"?, \"roles\"?, \"rooms\"?}";
      new Problem(400, "Bad Request", detail).send(context.response());
    }
  }

  private static TokenRequest request(JsonObject body) {
    if (body == null) {
      throw new BadRequest("there is no body");
    }
    String userId = name((String) body.getValue("userId"));
    String username = (String) body.getValue("username");
    JsonArray rooms = body.getJsonArray("rooms");
    return new TokenRequest(
        userId,
        username == null ? userId : name(username),
        strings(body.getJsonArray("roles", new JsonArray())),
        rooms == null ? null : strings(rooms),
        TokenRequest.DEFAULT_TTL);
  }

  private static String name(String value) {
    if (value == null || value.isBlank() || value.length() > MAX_NAME_LENGTH) {
      throw new BadRequest(
          "userId and username have 1 to %d characters".formatted(MAX_NAME_LENGTH));
    }
    return value;
  }

  private static List<String> strings(JsonArray values) {
    return values.stream().map(String.class::cast).toList();
  }

  private static final class BadRequest extends RuntimeException {
    BadRequest(String message) {
      super(message, null, false, false);
    }
  }
}
