package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chorus.auth.Callers;
import io.chorus.history.reading.RoomReading;
import io.chorus.http.Bodies;
import io.chorus.http.Parameters;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.Cursor;
import io.chorus.model.reading.RoomRead;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The caller's rooms: what they are, what is unread, how far they are read. Runs on event loops.
 * What the descriptions refer to is in META-INF/openapi.yaml.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class RoomsResource {
  private static final String ROOMS = "/api/history/rooms";
  private static final int MAX_BODY = 4 * 1024;

  /** What is left, as a reply over the socket says it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  record Unread(int unread, int mentions, Boolean more) {
    static Unread of(RoomRead read) {
      return new Unread(read.unread(), read.mentions(), read.more());
    }
  }

  private final Syncing syncing;
  private final RoomReading reading;
  private final Callers callers;
  private final Bodies bodies;
  private final Reads reads;

  RoomsResource(Syncing syncing, RoomReading reading, Callers callers, Bodies bodies, Reads reads) {
    this.syncing = syncing;
    this.reading = reading;
    this.callers = callers;
    this.bodies = bodies;
    this.reads = reads;
  }

  @GET
  @Path(ROOMS)
  @Operation(
      summary = "The rooms in which the caller has written or read, the latest first",
      description = "With before, those whose newest entry is older than that cursor.")
  @APIResponse(responseCode = "200", ref = "Rooms")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> rooms(
      @QueryParam("limit") String limit,
      @QueryParam("before") String before,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    int rooms = Parameters.limit(limit);
    Long older = Parameters.cursor("before", before);
    return reads.answer(
        request.request(), caller, () -> syncing.rooms(caller, rooms, older), text -> text);
  }

  @PUT
  @Path(ROOMS + "/{roomId}/read")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Note that the caller has read the room up to a cursor",
      description = "A marker never goes back. The caller's connections are told.")
  @RequestBody(ref = "Read")
  @APIResponse(responseCode = "200", ref = "Unread")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<Unread> read(@PathParam("roomId") String roomId, @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    return bodies
        .json(request, caller.userId(), MAX_BODY)
        .map(RoomsResource::cursor)
        .chain(
            cursor ->
                reads.turn(caller.userId(), () -> reading.mark(room, caller.userId(), cursor)))
        .map(Unread::of);
  }

  private static long cursor(JsonObject body) {
    Long cursor = body.integer("cursor");
    if (cursor == null || cursor < 0 || cursor >= Cursor.LIMIT) {
      throw Refusal.invalid("cursor must be a cursor");
    }
    return cursor;
  }

  @POST
  @Path("/api/history/sync")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "The caller's latest rooms with their newest messages, in one answer",
      description =
          "With since, of an earlier answer, only rooms in which something has changed, and of their"
              + " messages only those that are new or have changed.")
  @RequestBody(ref = "Sync")
  @APIResponse(responseCode = "200", ref = "Synced")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> sync(@Context RoutingContext request) {
    Identity caller = callers.current();
    return bodies
        .json(request, caller.userId(), MAX_BODY)
        .map(Syncing.Wish::of)
        .chain(
            wish ->
                reads.answer(
                    request.request(), caller, () -> syncing.sync(caller, wish), text -> text));
  }
}
