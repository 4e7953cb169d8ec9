package io.chorus.history.api;

import io.chorus.history.log.erasure.UserEntries;
import io.chorus.http.JsonLines;
import io.chorus.model.identity.Roles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Gives out all that the log has of a user. Runs on event loops. What the descriptions refer to is
 * in META-INF/openapi.yaml.
 */
@RegisterForReflection(targets = JsonLines.Lines.class)
@Path("/api/history/users/{userId}/export")
@RolesAllowed(Roles.ADMIN)
public class ExportResource {
  private final UserEntries entries;
  private final JsonLines lines;
  private final Reads reads;

  ExportResource(UserEntries entries, JsonLines lines, Reads reads) {
    this.entries = entries;
    this.lines = lines;
    this.reads = reads;
  }

  @GET
  @Produces(JsonLines.TYPE)
  @Operation(
      summary = "All that the log has of a user, a line each",
      description =
          "Rooms with how far they are read, then what the user has written and done, room by room,"
              + " as it was live. The last line is the event end: without it, the rest is missing.")
  @APIResponse(responseCode = "200", ref = "Export")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Multi<JsonLines.Lines> export(@PathParam("userId") String userId) {
    UserExport export = new UserExport(ErasureResource.checked(userId), entries);
    return lines.of(() -> reads.turn(userId, export::next));
  }
}
