package io.chorus.history.api;

import io.chorus.auth.Callers;
import io.chorus.history.log.state.Entries;
import io.chorus.history.log.state.MessageStates;
import io.chorus.history.log.state.MessageStates.Bounds;
import io.chorus.history.log.state.MessageVersions;
import io.chorus.history.log.state.RoomState;
import io.chorus.http.Parameters;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.message.MessageName;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * A room's messages and its log, page by page. Runs on event loops. What the descriptions refer to
 * is in META-INF/openapi.yaml.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class HistoryResource {
  private static final String ROOM = "/api/history/rooms/{roomId}";
  private static final String MESSAGE = ROOM + "/messages/{userId}/{id}";

  private final MessageStates states;
  private final MessageVersions versions;
  private final Entries entries;
  private final Callers callers;
  private final Reads reads;

  HistoryResource(
      MessageStates states,
      MessageVersions versions,
      Entries entries,
      Callers callers,
      Reads reads) {
    this.states = states;
    this.versions = versions;
    this.entries = entries;
    this.callers = callers;
    this.reads = reads;
  }

  @GET
  @Path(ROOM + "/messages")
  @Operation(
      summary = "The newest messages, or those before or after a cursor, as they are; oldest first",
      description =
          "hasMore tells whether there are more in the direction asked for. asOf is the place up to"
              + " which the log is in it: what came later is read there.")
  @APIResponse(responseCode = "200", ref = "Messages")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> messages(
      @PathParam("roomId") String roomId,
      @QueryParam("limit") String limit,
      @QueryParam("before") String before,
      @QueryParam("after") String after,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    Bounds bounds = bounds(caller, limit);
    Long older = Parameters.cursor("before", before);
    Long newer = Parameters.cursor("after", after);
    if (older != null && newer != null) {
      throw Refusal.invalid("before and after exclude each other");
    }
    return reads.answer(
        request.request(),
        caller,
        () ->
            newer != null
                ? states.after(room, newer, bounds)
                : states.before(room, older == null ? Long.MAX_VALUE : older, bounds),
        state -> HistoryPage.messages(state, newer == null, bounds.maxBytes()));
  }

  @GET
  @Path(ROOM + "/log")
  @Operation(
      summary = "The entries of the room's log after a cursor, each as it was live; oldest first",
      description = "Of what is deleted the content is empty.")
  @APIResponse(responseCode = "200", ref = "Log")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> log(
      @PathParam("roomId") String roomId,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    int count = Parameters.limit(limit);
    Long newer = Parameters.cursor("after", after);
    return reads.answer(
        request.request(),
        caller,
        () -> entries.after(room, newer == null ? -1 : newer, count, reads.maxBytes()),
        stretch -> HistoryPage.entries(room, stretch, reads.maxBytes()));
  }

  @GET
  @Path(MESSAGE)
  @Operation(
      summary = "One message as it is, and what it said before",
      description = "Its versions are for its sender and for moderators; the newest are given.")
  @APIResponse(responseCode = "200", ref = "Message")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> message(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    MessageName name = MessageJson.name(userId, id);
    boolean whole = userId.equals(caller.userId()) || caller.moderates(room);
    return reads.answer(
        request.request(),
        caller,
        () ->
            states
                .named(room, name, new Bounds(caller.userId(), 1, reads.maxBytes()))
                .chain(state -> withVersions(state, room, name, whole)),
        MessageJson::text);
  }

  private Uni<MessageJson> withVersions(
      RoomState state, RoomId room, MessageName name, boolean whole) {
    if (state.messages().isEmpty()) {
      throw MessageJson.notFound();
    }
    boolean deleted = state.messages().getFirst().deleted();
    return whole && !deleted
        ? versions
            .of(room, name, MessageJson.MAX_VERSIONS)
            .map(found -> MessageJson.of(state, found, reads.maxBytes()))
        : Uni.createFrom().item(MessageJson.of(state));
  }

  @GET
  @Path(MESSAGE + "/replies")
  @Operation(summary = "The messages that answer one, after a cursor, as they are; oldest first")
  @APIResponse(responseCode = "200", ref = "Messages")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> replies(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    Bounds bounds = bounds(caller, limit);
    MessageName name = MessageJson.name(userId, id);
    Long newer = Parameters.cursor("after", after);
    return reads.answer(
        request.request(),
        caller,
        () -> states.replies(room, name, newer == null ? -1 : newer, bounds),
        state -> HistoryPage.messages(state, false, bounds.maxBytes()));
  }

  private Bounds bounds(Identity caller, String limit) {
    return new Bounds(caller.userId(), Parameters.limit(limit), reads.maxBytes());
  }
}
