package io.chorus.history.api;

import io.chorus.auth.Callers;
import io.chorus.history.log.MessageLog;
import io.chorus.history.log.Page;
import io.chorus.http.Parameters;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.RoomId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A room's messages, page by page. Runs on event loops. */
@Path("/api/history/rooms/{roomId}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class HistoryResource {
  private final MessageLog log;
  private final Callers callers;

  HistoryResource(MessageLog log, Callers callers) {
    this.log = log;
    this.callers = callers;
  }

  @GET
  @Operation(
      summary = "The newest messages, or those before or after a cursor; oldest first",
      description = "hasMore tells whether there are more in the direction asked for.")
  public Uni<HistoryPage> messages(
      @PathParam("roomId") String roomId,
      @QueryParam("limit") String limit,
      @QueryParam("before") String before,
      @QueryParam("after") String after) {
    RoomId room = callers.current().demand(new RoomId(roomId));
    return read(room, Parameters.limit(limit), before, after)
        .map(page -> HistoryPage.of(room, page));
  }

  private Uni<Page> read(RoomId room, int limit, String before, String after) {
    if (before != null && after != null) {
      throw Refusal.invalid("before and after exclude each other");
    }
    if (before != null) {
      return log.before(room, Parameters.cursor("before", before), limit);
    }
    if (after != null) {
      return log.after(room, Parameters.cursor("after", after), limit);
    }
    return log.newest(room, limit);
  }
}
