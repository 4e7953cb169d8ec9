package io.chorus.history.api;

import io.chorus.history.HistoryConfig;
import io.chorus.history.log.MessageLog;
import io.chorus.history.log.Page;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.TokenClaims;
import io.chorus.model.message.Cursor;
import io.chorus.model.room.RoomId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A room's messages, page by page. Runs on event loops. */
@Path("/api/history/rooms/{roomId}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class HistoryResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private final MessageLog log;
  private final JsonWebToken token;
  private final HistoryConfig config;

  HistoryResource(MessageLog log, JsonWebToken token, HistoryConfig config) {
    this.log = log;
    this.token = token;
    this.config = config;
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
    RoomId room = accessible(roomId);
    return read(room, limit(limit), before, after).map(page -> HistoryPage.of(room, page));
  }

  private Uni<Page> read(RoomId room, int limit, String before, String after) {
    if (before != null && after != null) {
      throw Refusal.invalid("before and after exclude each other");
    }
    if (before != null) {
      return log.before(room, cursor("before", before), limit);
    }
    if (after != null) {
      return log.after(room, cursor("after", after), limit);
    }
    return log.newest(room, limit);
  }

  private RoomId accessible(String roomId) {
    RoomId room = new RoomId(roomId);
    if (!TokenClaims.identity(token.getRawToken(), config.rooms().defaultAccess())
        .rooms()
        .allows(room)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the token does not allow this room");
    }
    return room;
  }

  private static int limit(String limit) {
    return limit == null ? DEFAULT_LIMIT : (int) number("limit", limit, 1, MAX_LIMIT);
  }

  private static long cursor(String name, String cursor) {
    return number(name, cursor, 0, Cursor.LIMIT);
  }

  private static long number(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw Refusal.invalid(name + " must be a whole number from " + min + " to " + max);
  }
}
