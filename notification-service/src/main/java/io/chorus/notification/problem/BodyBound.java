package io.chorus.notification.problem;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.notification.NotificationConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that say they are too large, before they are read. */
class BodyBound {
  private final NotificationConfig config;

  BodyBound(NotificationConfig config) {
    this.config = config;
  }

  @ServerRequestFilter(preMatching = true)
  void check(ContainerRequestContext context, HttpServerRequest request) {
    String length = context.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > config.maxBody()) {
      // A client that sends all before it reads gets to read the answer only if its body is taken.
      request.resume();
      throw new Refusal(
          ErrorCode.MESSAGE_TOO_LARGE, "the body has more than " + config.maxBody() + " bytes");
    }
  }
}
