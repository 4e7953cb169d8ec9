package io.chorus.notification.api;

import io.chorus.http.JsonLines;
import io.chorus.http.Readers;
import io.chorus.model.Json;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Roles;
import io.chorus.model.identity.UserName;
import io.chorus.notification.inbox.Inbox;
import io.chorus.notification.inbox.InboxItem;
import io.chorus.notification.inbox.InboxPage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Gives out a user's inbox. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@RegisterForReflection(targets = JsonLines.Lines.class)
@Path("/api/notifications/users/{userId}/export")
@RolesAllowed(Roles.ADMIN)
public class ExportResource {
  private static final int PAGE = 100;
  private static final int PAGE_BYTES = 1024 * 1024;

  @RegisterForReflection
  record Line(String event, InboxAnswer.Entry data) {
    static String of(InboxItem item) {
      return Json.text(new Line("notification", InboxAnswer.Entry.of(item)));
    }
  }

  private final Inbox inbox;
  private final JsonLines lines;
  private final Readers readers;

  ExportResource(Inbox inbox, JsonLines lines, Readers readers) {
    this.inbox = inbox;
    this.lines = lines;
    this.readers = readers;
  }

  @GET
  @Produces(JsonLines.TYPE)
  @Operation(
      summary = "A user's inbox, a line each, the oldest first",
      description = "The last line is the event end: without it, the rest is missing.")
  @APIResponse(responseCode = "200", ref = "Export")
  @APIResponse(responseCode = "400", ref = "InvalidParameter")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "503", ref = "InboxAway")
  public Multi<JsonLines.Lines> export(@PathParam("userId") String userId) {
    if (!UserName.isValid(userId)) {
      throw Refusal.invalid("this is no user's id");
    }
    Pages pages = new Pages(userId);
    return lines.of(() -> readers.read(userId, pages::next));
  }

  /** For one caller, who asks for a page when it has the last. */
  private final class Pages {
    private final String userId;
    private long last = -1;

    Pages(String userId) {
      this.userId = userId;
    }

    Uni<Optional<List<String>>> next() {
      return inbox.after(userId, last, PAGE, PAGE_BYTES).map(this::taken);
    }

    private Optional<List<String>> taken(InboxPage page) {
      if (page.items().isEmpty()) {
        return Optional.empty();
      }
      last = page.items().getLast().notification().cursor();
      return Optional.of(page.items().stream().map(Line::of).toList());
    }
  }
}
