package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chorus.auth.Callers;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.reading.RoomDirectory;
import io.chorus.http.Parameters;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Which rooms there are. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class DirectoryResource {
  private static final int MAX_PART = 128;

  /**
   * @param cursor the place of the newest entry of the room's log
   */
  @RegisterForReflection
  record Room(String roomId, long cursor) {}

  /**
   * @param next what {@code after} has to say for the next page; null where there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  record Page(List<Room> rooms, String next) {
    static Page of(RoomDirectory.Page page) {
      return new Page(
          page.rooms().stream().map(it -> new Room(it.roomId(), it.newest())).toList(),
          page.next());
    }
  }

  private final RoomDirectory directory;
  private final Callers callers;
  private final Reads reads;
  private final boolean enabled;

  DirectoryResource(RoomDirectory directory, Callers callers, Reads reads, HistoryConfig config) {
    this.directory = directory;
    this.callers = callers;
    this.reads = reads;
    this.enabled = config.rooms().directory();
  }

  @GET
  @Path("/api/history/directory")
  @Operation(
      summary = "The rooms that the token allows and in which something was said, by name",
      description =
          "With q, those that have it in their names. After a name, those behind it; next is the"
              + " name to go on from, and there where the page is empty, too, as 1,000 rooms are"
              + " looked at for one.")
  @APIResponse(responseCode = "200", ref = "Directory")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "404", ref = "NoDirectory")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<Page> rooms(
      @QueryParam("q") String q,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    Identity caller = callers.current();
    if (!enabled) {
      throw new Refusal(ErrorCode.NOT_FOUND, "rooms are not listed here");
    }
    if (q != null && (q.length() > MAX_PART || !Text.isStorable(q))) {
      throw Refusal.invalid("q must have 1 to " + MAX_PART + " characters");
    }
    String part = q == null ? "" : q;
    String behind = after == null ? "" : new RoomId(after).value();
    int rooms = Parameters.limit(limit);
    return reads
        .turn(caller.userId(), () -> directory.of(caller.rooms(), part, behind, rooms))
        .map(Page::of);
  }
}
