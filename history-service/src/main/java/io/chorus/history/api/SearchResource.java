package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.auth.Callers;
import io.chorus.history.log.SearchWords;
import io.chorus.history.log.search.MessageSearch;
import io.chorus.history.log.search.MessageSearch.Found;
import io.chorus.history.log.state.MessageStates;
import io.chorus.history.log.state.MessageStates.Bounds;
import io.chorus.history.log.state.RoomState;
import io.chorus.http.JsonPage;
import io.chorus.http.Parameters;
import io.chorus.model.Json;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Finds messages by their words. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class SearchResource {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 50;
  private static final int MAX_QUERY = 256;

  /**
   * @param highlight pieces of what the message says, as safe HTML
   */
  @RegisterForReflection
  record Result(@JsonRawValue String message, String highlight) {}

  private final MessageSearch search;
  private final SearchWords words;
  private final MessageStates states;
  private final Callers callers;
  private final Reads reads;

  SearchResource(
      MessageSearch search, SearchWords words, MessageStates states, Callers callers, Reads reads) {
    this.search = search;
    this.words = words;
    this.states = states;
    this.callers = callers;
    this.reads = reads;
  }

  @GET
  @Path("/api/history/search")
  @Operation(
      summary = "Messages with given words in the rooms that the token allows, the newest first",
      description =
          "q is as people write to search engines: words that must all be there, \"a phrase\", or,"
              + " -without. With before, messages older than that cursor.")
  @APIResponse(responseCode = "200", ref = "Results")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "404", ref = "NoSearch")
  @APIResponse(responseCode = "503", ref = "LogAway")
  public Uni<String> search(
      @QueryParam("q") String q,
      @QueryParam("roomId") String roomId,
      @QueryParam("before") String before,
      @QueryParam("limit") String limit,
      @Context RoutingContext request) {
    Identity caller = callers.current();
    if (!words.isEnabled()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "nothing is searched here");
    }
    if (q == null || q.isBlank() || q.length() > MAX_QUERY || !Text.isStorable(q)) {
      throw Refusal.invalid("q must have 1 to " + MAX_QUERY + " characters");
    }
    RoomId room = roomId == null ? null : caller.demand(new RoomId(roomId));
    int count = Parameters.limit(limit, DEFAULT_LIMIT, MAX_LIMIT);
    Long older = Parameters.cursor("before", before);
    long end = older == null ? Long.MAX_VALUE : older;
    return reads.answer(
        request.request(),
        caller,
        () ->
            (room != null
                    ? search.inRoom(q, room, end, count)
                    : search.inRooms(q, caller.rooms(), end, count))
                .chain(page -> withMessages(caller, page)),
        text -> text);
  }

  private Uni<String> withMessages(Identity caller, MessageSearch.Page page) {
    List<String> rooms = page.found().stream().map(Found::roomId).toList();
    List<Long> cursors = page.found().stream().map(Found::cursor).toList();
    return states
        .at(rooms, cursors, new Bounds(caller.userId(), 1, reads.maxBytes()))
        .map(found -> text(page, found));
  }

  private String text(MessageSearch.Page page, List<RoomState> states) {
    JsonPage results = new JsonPage(reads.maxBytes());
    boolean all = true;
    for (int i = 0; i < states.size() && all; i++) {
      RoomState state = states.get(i);
      all = !state.messages().isEmpty();
      if (all) {
        String message = Json.text(StateJson.of(state.messages().getFirst()));
        String highlight = Highlight.html(page.found().get(i).highlight());
        all = results.add(new Result(message, highlight));
      }
    }
    return "{\"results\":%s,\"hasMore\":%s}".formatted(results.array(), page.hasMore() || !all);
  }
}
