package io.chorus.notification.stream;

import io.chorus.auth.Callers;
import io.chorus.http.Parameters;
import io.chorus.model.identity.Identity;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.inbox.Inbox;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The caller's notifications, as they come. */
@Path("/api/notifications/stream")
@Authenticated
public class StreamResource {
  private final Inbox inbox;
  private final StreamPages pages;
  private final Streams streams;
  private final Unwritten unwritten;
  private final Callers callers;
  private final NotificationConfig config;
  private final Vertx vertx;

  StreamResource(
      Inbox inbox,
      StreamPages pages,
      Streams streams,
      Unwritten unwritten,
      Callers callers,
      NotificationConfig config,
      Vertx vertx) {
    this.unwritten = unwritten;
    this.inbox = inbox;
    this.pages = pages;
    this.streams = streams;
    this.callers = callers;
    this.config = config;
    this.vertx = vertx;
  }

  // On a worker thread for one small query, bounded in time: the head of the answer is written when
  // this returns,
  // and whoever sees it may rely on missing nothing from then on.
  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @ResponseHeader(name = "X-Accel-Buffering", value = "no")
  @Operation(
      summary = "The caller's notifications and broadcasts as server-sent events",
      description =
          "The id of an event is its cursor. With Last-Event-ID, or after, everything newer than"
              + " that comes, in order, nothing twice; without, everything from now on. The stream"
              + " ends when the token expires.")
  @APIResponse(responseCode = "200", ref = "Stream")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "429", ref = "TooManyStreams")
  @APIResponse(responseCode = "503", ref = "InboxAway")
  public Multi<OutboundSseEvent> stream(
      @Parameter(description = "The last cursor seen; goes before after")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Parameter(description = "The last cursor seen") @QueryParam("after") String after,
      @jakarta.ws.rs.core.Context Sse sse,
      @jakarta.ws.rs.core.Context HttpServerResponse response) {
    Identity identity = callers.current();
    Long place =
        lastEventId == null || lastEventId.isEmpty()
            ? Parameters.cursor("after", after)
            : Parameters.cursor("Last-Event-ID", lastEventId);
    if (place == null) {
      place = inbox.newest().await().indefinitely();
    }
    Context context = vertx.getOrCreateContext();
    NotificationStream stream =
        new NotificationStream(
            identity,
            place,
            pages,
            sse,
            task -> context.runOnContext(ignored -> task.run()),
            config.streams().heartbeat(),
            unwritten);
    streams.add(stream, response::reset);
    return stream.events().onTermination().invoke(() -> streams.remove(stream));
  }
}
