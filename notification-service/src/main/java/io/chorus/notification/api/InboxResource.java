package io.chorus.notification.api;

import io.chorus.auth.Callers;
import io.chorus.http.Bodies;
import io.chorus.http.Parameters;
import io.chorus.http.Readers;
import io.chorus.http.UnreadAnswers;
import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.Cursor;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.inbox.Bounds;
import io.chorus.notification.inbox.Inbox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The caller's own inbox. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class InboxResource {
  // Not on the class: of two classes that fit, only the one with the longer path is looked at, and
  // the intake has this path too.
  private static final String ROOT = "/api/notifications";

  /**
   * @param unread how many are left
   */
  @RegisterForReflection
  record Left(long unread) {}

  /** A cursor and whatever stands beside it. */
  private static final int MAX_BODY = 4 * 1024;

  private final Bodies bodies;
  private final Readers readers;
  private final UnreadAnswers unreadAnswers;
  private final int maxPage;
  private final Inbox inbox;
  private final Reading reading;
  private final Callers callers;

  InboxResource(
      Inbox inbox,
      Reading reading,
      Callers callers,
      Bodies bodies,
      Readers readers,
      UnreadAnswers unreadAnswers,
      NotificationConfig config) {
    this.bodies = bodies;
    this.readers = readers;
    this.unreadAnswers = unreadAnswers;
    this.maxPage = (int) config.maxPage().asLongValue();
    this.inbox = inbox;
    this.reading = reading;
    this.callers = callers;
  }

  @GET
  @Path(ROOT)
  @Operation(
      summary = "The caller's notifications and broadcasts, newest first",
      description =
          "With before, the newest that are older; with after, the oldest that are newer; with both,"
              + " the newest between them. hasMore tells whether there are more in that direction;"
              + " unread counts the whole inbox.")
  @APIResponse(responseCode = "200", ref = "Inbox")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "503", ref = "InboxAway")
  public Uni<String> notifications(
      @Parameter(description = "1 to 200; 50 by default") @QueryParam("limit") String limit,
      @Parameter(description = "A cursor") @QueryParam("before") String before,
      @Parameter(description = "A cursor") @QueryParam("after") String after,
      @Parameter(description = "Leave out what is read") @QueryParam("unread") String unread,
      @Context RoutingContext request) {
    String userId = callers.current().userId();
    Bounds bounds =
        new Bounds(
            Parameters.limit(limit),
            maxPage,
            Parameters.cursor("before", before),
            Parameters.cursor("after", after),
            flag(unread));
    return readers
        .read(userId, () -> inbox.unread(userId).chain(left -> page(userId, bounds, left)))
        .invoke(page -> unreadAnswers.admit(request.request(), userId, Text.utf8Length(page)));
  }

  /** The page last, and made into text at once: rows are large, and wait for nothing then. */
  private Uni<String> page(String userId, Bounds bounds, long left) {
    return inbox
        .page(userId, bounds)
        .map(page -> InboxAnswer.text(page, bounds.isForward(), left, maxPage));
  }

  @POST
  @Path(ROOT + "/{id}/read")
  @Operation(summary = "Mark one as read")
  @APIResponse(responseCode = "200", ref = "Unread")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "503", ref = "InboxAway")
  public Uni<Left> read(@PathParam("id") String id) {
    return reading.one(callers.current().userId(), id).map(Left::new);
  }

  @POST
  @Path(ROOT + "/read")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Mark everything up to a cursor as read")
  @RequestBody(ref = "ReadUpTo")
  @APIResponse(responseCode = "200", ref = "Unread")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "503", ref = "InboxAway")
  public Uni<Left> readUpTo(@Context RoutingContext request) {
    String userId = callers.current().userId();
    return bodies
        .json(request, userId, MAX_BODY)
        .chain(body -> reading.upTo(userId, upTo(body)))
        .map(Left::new);
  }

  private static long upTo(JsonObject body) {
    Long upTo = body.integer("upTo");
    if (upTo == null || upTo < 0 || upTo > Cursor.LIMIT) {
      throw Refusal.invalid("upTo must be a cursor");
    }
    return upTo;
  }

  private static boolean flag(String unread) {
    return switch (unread) {
      case "true" -> true;
      case "false" -> false;
      case null -> false;
      default -> throw Refusal.invalid("unread must be true or false");
    };
  }
}
