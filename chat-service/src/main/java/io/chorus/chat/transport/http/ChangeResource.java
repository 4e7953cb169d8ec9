package io.chorus.chat.transport.http;

import io.chorus.auth.Callers;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.posting.ChangeReceipt;
import io.chorus.chat.posting.ChangeRules;
import io.chorus.chat.posting.Posting;
import io.chorus.http.Bodies;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.Roles;
import io.chorus.model.message.MessageName;
import io.chorus.model.room.RoomId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Changes of a message, for backends and moderators; answered once they are stored. Runs on event
 * loops.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class ChangeResource {
  private static final String MESSAGE = RoomResource.ROOM + "/messages/{userId}/{id}";
  private static final String REACTION = MESSAGE + "/reactions/{reaction}";

  /** What fits into a frame fits into a body. */
  private static final int MAX_BODY = 64 * 1024;

  private final Callers callers;
  private final ChangeRules rules;
  private final Posting posting;
  private final Bodies bodies;

  ChangeResource(Callers callers, ChangeRules rules, Posting posting, Bodies bodies) {
    this.callers = callers;
    this.rules = rules;
    this.posting = posting;
    this.bodies = bodies;
  }

  @PATCH
  @Path(MESSAGE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Give a message another content; one's own, or a moderator another's")
  public Uni<ChangeReceipt> edit(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @Context RoutingContext request) {
    RoomId room = new RoomId(roomId);
    Identity author = author(room);
    MessageName message = ChangeRules.named(userId, id);
    rules.demandRight(room, author, message);
    return bodies
        .json(request, author.userId(), MAX_BODY)
        .chain(body -> answer(rules.edit(room, author, message, body)));
  }

  @DELETE
  @Path(MESSAGE)
  @Operation(summary = "Delete a message; one's own, or a moderator another's")
  public Uni<ChangeReceipt> delete(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @QueryParam("changeId") String changeId) {
    RoomId room = new RoomId(roomId);
    return answer(rules.deletion(room, author(room), ChangeRules.named(userId, id), changeId));
  }

  @PUT
  @Path(REACTION)
  @Operation(summary = "React to a message")
  public Uni<ChangeReceipt> react(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @PathParam("reaction") String reaction,
      @QueryParam("changeId") String changeId) {
    return reaction(roomId, ChangeRules.named(userId, id), reaction, true, changeId);
  }

  @DELETE
  @Path(REACTION)
  @Operation(summary = "Take a reaction to a message back")
  public Uni<ChangeReceipt> takeBack(
      @PathParam("roomId") String roomId,
      @PathParam("userId") String userId,
      @PathParam("id") String id,
      @PathParam("reaction") String reaction,
      @QueryParam("changeId") String changeId) {
    return reaction(roomId, ChangeRules.named(userId, id), reaction, false, changeId);
  }

  private Uni<ChangeReceipt> reaction(
      String roomId, MessageName message, String reaction, boolean on, String changeId) {
    RoomId room = new RoomId(roomId);
    return answer(rules.reaction(room, author(room), message, reaction, on, changeId));
  }

  /** The caller, who may post over HTTP, or look after the room. */
  private Identity author(RoomId room) {
    Identity caller = callers.current();
    caller.demand(room);
    if (!caller.hasRole(Roles.PUBLISHER)
        && !caller.hasRole(Roles.ADMIN)
        && !caller.moderates(room)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the token does not allow this call");
    }
    return caller;
  }

  private Uni<ChangeReceipt> answer(Draft draft) {
    return Uni.createFrom().completionStage(() -> posting.change(draft).toCompletionStage());
  }
}
