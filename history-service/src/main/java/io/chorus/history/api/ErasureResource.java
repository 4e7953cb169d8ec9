package io.chorus.history.api;

import io.chorus.auth.Callers;
import io.chorus.history.erasure.Erasing;
import io.chorus.history.log.erasure.Erasure;
import io.chorus.history.log.erasure.Erasures;
import io.chorus.http.Bodies;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Roles;
import io.chorus.model.identity.UserName;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.MessageId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Erases users, from all services. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@Path("/api/history/erasures/{requestId}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class ErasureResource {
  /** A userId fits, however it is escaped. */
  private static final int MAX_BODY = 4 * 1024;

  /**
   * @param state {@code log}, {@code inboxes}, {@code done}: what it is at
   * @param entries that were emptied
   */
  @RegisterForReflection
  record Progress(String requestId, String state, long entries) {
    static Progress of(Erasure erasure) {
      String state = erasure.isDone() ? "done" : erasure.roomsAreDone() ? "inboxes" : "log";
      return new Progress(erasure.id(), state, erasure.entries());
    }
  }

  private final Erasing erasing;
  private final Erasures erasures;
  private final Callers callers;
  private final Bodies bodies;

  ErasureResource(Erasing erasing, Erasures erasures, Callers callers, Bodies bodies) {
    this.erasing = erasing;
    this.erasures = erasures;
    this.callers = callers;
    this.bodies = bodies;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Erase all traces of a user; accepted once nothing but time is needed",
      description =
          "Repeated, it tells how far that is. 200 is the acknowledgement: nothing is left, in any"
              + " service.")
  @RequestBody(ref = "Erasure")
  @APIResponse(responseCode = "200", ref = "Erased")
  @APIResponse(responseCode = "202", ref = "BeingErased")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<RestResponse<Progress>> erase(
      @PathParam("requestId") String requestId, @Context RoutingContext request) {
    String id = MessageId.checked("requestId", requestId);
    return bodies
        .json(request, callers.current().userId(), MAX_BODY)
        .map(ErasureResource::userId)
        .chain(userId -> Reads.available(erasing.take(id, userId)))
        .map(
            erasure ->
                RestResponse.status(
                    erasure.isDone() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED,
                    Progress.of(erasure)));
  }

  @GET
  @Operation(summary = "How far an erasure is")
  @APIResponse(responseCode = "200", ref = "Erased")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<Progress> progress(@PathParam("requestId") String requestId) {
    return Reads.available(erasures.find(MessageId.checked("requestId", requestId)))
        .map(
            found ->
                found
                    .map(Progress::of)
                    .orElseThrow(
                        () -> new Refusal(ErrorCode.NOT_FOUND, "nobody asked for this erasure")));
  }

  private static String userId(JsonObject body) {
    return checked(body.text("userId"));
  }

  /**
   * @throws Refusal with {@code invalid_request} if nobody can have that id
   */
  static String checked(String userId) {
    if (userId == null || !UserName.isValid(userId)) {
      throw Refusal.invalid("userId must be a user's id");
    }
    return userId;
  }
}
