package io.chorus.notification.api;

import io.chorus.http.Problem;
import io.chorus.model.error.ErrorCode;
import io.chorus.notification.inbox.InboxUnavailable;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** An inbox that cannot be read at the moment. */
class InboxProblems {
  @ServerExceptionMapper
  Response unavailable(InboxUnavailable outage) {
    return Problem.of(ErrorCode.OVERLOADED, "the inbox is away; try again").response().build();
  }
}
