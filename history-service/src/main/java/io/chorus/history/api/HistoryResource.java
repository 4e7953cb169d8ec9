package io.chorus.history.api;

import io.chorus.auth.Callers;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogUnavailable;
import io.chorus.history.log.MessageLog;
import io.chorus.history.log.Stretch;
import io.chorus.http.Parameters;
import io.chorus.http.Readers;
import io.chorus.http.UnreadAnswers;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** A room's messages, page by page. Runs on event loops. */
@Path("/api/history/rooms/{roomId}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class HistoryResource {
  private final MessageLog log;
  private final Callers callers;
  private final Readers readers;
  private final UnreadAnswers unread;
  private final int maxBytes;

  HistoryResource(
      MessageLog log,
      Callers callers,
      HistoryConfig config,
      Readers readers,
      UnreadAnswers unread) {
    this.readers = readers;
    this.unread = unread;
    this.maxBytes = (int) config.history().maxPage().asLongValue();
    this.log = log;
    this.callers = callers;
  }

  @GET
  @Operation(
      summary = "The newest messages, or those before or after a cursor; oldest first",
      description = "hasMore tells whether there are more in the direction asked for.")
  @APIResponseSchema(value = HistoryPage.class, responseCode = "200")
  public Uni<String> messages(
      @PathParam("roomId") String roomId,
      @QueryParam("limit") String limit,
      @QueryParam("before") String before,
      @QueryParam("after") String after,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    int messages = Parameters.limit(limit);
    Long older = Parameters.cursor("before", before);
    Long newer = Parameters.cursor("after", after);
    if (older != null && newer != null) {
      throw Refusal.invalid("before and after exclude each other");
    }
    return readers
        .read(() -> read(room, messages, older, newer))
        .onFailure(LogUnavailable.class)
        .transform(e -> new Refusal(ErrorCode.OVERLOADED, "the log is away; try again"))
        .map(stretch -> HistoryPage.text(room, stretch, newer == null, maxBytes))
        .invoke(page -> unread.admit(request.request(), caller.userId(), Text.utf8Length(page)));
  }

  private Uni<Stretch> read(RoomId room, int messages, Long older, Long newer) {
    if (newer != null) {
      return log.after(room, newer, messages, maxBytes);
    }
    return older == null
        ? log.newest(room, messages, maxBytes)
        : log.before(room, older, messages, maxBytes);
  }
}
