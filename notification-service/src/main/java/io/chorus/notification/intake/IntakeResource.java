package io.chorus.notification.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.Json;
import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Roles;
import io.chorus.notification.caller.Caller;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Where backends post notifications. Runs on event loops. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.NOTIFIER, Roles.ADMIN})
public class IntakeResource {
  private static final int MAX_KEY = 255;

  private final NotificationRules rules;
  private final Intake intake;
  private final RateLimit limit;
  private final Caller caller;

  IntakeResource(NotificationRules rules, Intake intake, RateLimit limit, Caller caller) {
    this.rules = rules;
    this.limit = limit;
    this.intake = intake;
    this.caller = caller;
  }

  @POST
  @Path("/api/notifications")
  @ResponseStatus(202)
  @Operation(summary = "Notify one user, many, or everybody; answered once it is stored")
  @APIResponse(
      responseCode = "202",
      description = "Stored; recipients is null for a broadcast",
      content = @Content(examples = @ExampleObject("{\"id\":\"4f9c2a\",\"recipients\":2}")))
  @APIResponse(responseCode = "400", description = "The body breaks a rule; its detail says which")
  @APIResponse(responseCode = "403", description = "The token has neither notifier nor admin")
  @APIResponse(responseCode = "413", description = "The body, message or data is too large")
  @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another body")
  @APIResponse(responseCode = "429", description = "Too many requests; Retry-After says how long")
  public Uni<Intake.Receipt> post(
      @HeaderParam("Idempotency-Key") String key,
      @RequestBody(
              content =
                  @Content(
                      examples =
                          @ExampleObject(
                              "{\"userIds\":[\"ada\",\"bob\"],\"type\":\"order\","
                                  + "\"message\":\"Your order has been shipped\","
                                  + "\"data\":{\"order\":17}}")))
          JsonNode body) {
    String userId = caller.identity().userId();
    limit.count(userId);
    NewNotification notification = rules.read(body);
    return intake.take(notification, key == null ? null : requestKey(userId, key, body));
  }

  @POST
  @Path("/notify")
  @Operation(summary = "Notify one user, in short")
  @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject("{\"ok\":true}")))
  public Uni<Map<String, Boolean>> notify(
      @RequestBody(
              content =
                  @Content(
                      examples =
                          @ExampleObject(
                              "{\"userId\":\"ada\",\"type\":\"order\",\"message\":\"Shipped\"}")))
          JsonNode body) {
    limit.count(caller.identity().userId());
    return intake.take(rules.read(body), null).replaceWith(Map.of("ok", true));
  }

  private RequestKey requestKey(String userId, String key, JsonNode body) {
    if (key.isBlank() || key.length() > MAX_KEY || !Text.isStorable(key)) {
      throw Refusal.invalid("Idempotency-Key must have 1 to " + MAX_KEY + " characters");
    }
    return new RequestKey(userId, key, fingerprint(body));
  }

  private static String fingerprint(JsonNode body) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Json.bytes(body)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
