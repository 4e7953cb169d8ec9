package io.chorus.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/**
 * A problem document (RFC 9457) with the wire's code beside the standard members.
 *
 * @param detail for people; says nothing that only operators should know
 */
public record Problem(int status, ErrorCode code, String detail) {
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final String CHALLENGE = "Bearer";

  /** What is over its bound is mostly below it a moment later. */
  private static final String RETRY_AFTER_SECONDS = "1";

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code.httpStatus(), code, detail);
  }

  /** The same with a status that is not the code's own. */
  public Problem withStatus(int other) {
    return new Problem(other, code, detail);
  }

  /** As a resource answers it. */
  public ResponseBuilder response() {
    ResponseBuilder response = Response.status(status).type(MEDIA_TYPE).entity(text());
    if (isChallenge()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (code == ErrorCode.OVERLOADED) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response;
  }

  /** Ends a response with it, ahead of the resources. */
  public void end(HttpServerResponse response) {
    response.setStatusCode(status).putHeader(HttpHeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    if (isChallenge()) {
      response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (code == ErrorCode.OVERLOADED) {
      response.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.end(text());
  }

  private boolean isChallenge() {
    return code == ErrorCode.UNAUTHORIZED;
  }

  private String text() {
    ObjectNode members = Json.mapper().createObjectNode();
    members.put("status", status);
    members.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    members.put("detail", detail);
    members.put("code", code.wire());
    return members.toString();
  }
}
