package io.chorus.chat.transport.http;

import io.chorus.auth.Callers;
import io.chorus.bus.BusUnavailable;
import io.chorus.chat.bus.PresenceStore.Member;
import io.chorus.chat.posting.MessageRules;
import io.chorus.chat.posting.Posting;
import io.chorus.chat.posting.Receipt;
import io.chorus.chat.presence.Presence;
import io.chorus.http.Bodies;
import io.chorus.http.Parameters;
import io.chorus.http.Readers;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.Roles;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Rooms for backends: post a message, ask who is there. Runs on event loops. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RoomResource {
  static final String ROOM = "/api/chat/rooms/{roomId}";

  private static final int LISTED = 200;
  private static final int MAX_LISTED = 1000;

  /** What fits into a frame fits into a body. */
  private static final int MAX_BODY = 64 * 1024;

  private final Bodies bodies;
  private final Readers readers;

  private final Callers callers;
  private final MessageRules rules;
  private final Posting posting;
  private final Presence presence;

  RoomResource(
      Callers callers,
      MessageRules rules,
      Posting posting,
      Presence presence,
      Bodies bodies,
      Readers readers) {
    this.bodies = bodies;
    this.readers = readers;
    this.callers = callers;
    this.rules = rules;
    this.posting = posting;
    this.presence = presence;
  }

  @RegisterForReflection
  record Members(String roomId, List<Member> members, int memberCount) {}

  @POST
  @Path(ROOM + "/messages")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.PUBLISHER, Roles.ADMIN})
  @ResponseStatus(201)
  @Operation(summary = "Post a message; answered once it is stored")
  public Uni<Receipt> post(@PathParam("roomId") String roomId, @Context RoutingContext request) {
    Identity sender = callers.current();
    RoomId room = sender.demand(new RoomId(roomId));
    return bodies
        .json(request, sender.userId(), MAX_BODY)
        .chain(body -> answer(() -> posting.post(rules.draft(room, sender, body))));
  }

  @GET
  @Path(ROOM + "/members")
  @Authenticated
  @Operation(summary = "Who is in the room, over all instances")
  public Uni<Members> members(
      @PathParam("roomId") String roomId, @QueryParam("limit") String limit) {
    Identity caller = callers.current();
    RoomId room = caller.demand(new RoomId(roomId));
    int listed = Parameters.limit(limit, LISTED, MAX_LISTED);
    return readers.read(
        caller.userId(),
        () ->
            answer(
                () ->
                    presence
                        .members(room, listed)
                        .map(
                            view ->
                                new Members(room.value(), view.members(), view.memberCount()))));
  }

  private static <T> Uni<T> answer(Supplier<Future<T>> request) {
    return Uni.createFrom()
        .completionStage(() -> request.get().toCompletionStage())
        .onFailure(BusUnavailable.class)
        .transform(e -> new Refusal(ErrorCode.OVERLOADED, e.getMessage()));
  }
}
