package io.chorus.notification.intake;

import io.chorus.auth.Callers;
import io.chorus.http.JsonBody;
import io.chorus.model.Text;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Roles;
import io.chorus.model.json.JsonObject;
import io.chorus.notification.inbox.RequestKey;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Where backends post notifications. Runs on event loops. What the descriptions refer to is in
 * META-INF/openapi.yaml.
 */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.NOTIFIER, Roles.ADMIN})
public class IntakeResource {
  private static final int MAX_KEY = 255;

  private final NotificationRules rules;
  private final Intake intake;
  private final RateLimit limit;
  private final Callers callers;

  IntakeResource(NotificationRules rules, Intake intake, RateLimit limit, Callers callers) {
    this.rules = rules;
    this.limit = limit;
    this.intake = intake;
    this.callers = callers;
  }

  @POST
  @Path("/api/notifications")
  @ResponseStatus(202)
  @Operation(
      operationId = "notify",
      summary = "Notify one user, many, or everybody; answered once it is stored")
  @RequestBody(ref = "NewNotification")
  @APIResponse(responseCode = "202", ref = "Accepted")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "422", ref = "KeyReused")
  @APIResponse(responseCode = "429", ref = "TooMany")
  @APIResponse(responseCode = "503", ref = "Unavailable")
  public Uni<Intake.Receipt> post(
      @Parameter(ref = "IdempotencyKey") @HeaderParam("Idempotency-Key") String key,
      @Context RoutingContext request) {
    String userId = counted();
    JsonObject json = JsonBody.of(request);
    return intake.take(rules.read(json), key == null ? null : requestKey(userId, key, json));
  }

  @POST
  @Path("/notify")
  @Operation(
      operationId = "notifyShort",
      summary = "Notify one user, in short; answered once it is stored")
  @RequestBody(ref = "ShortNotification")
  @APIResponse(responseCode = "200", ref = "Ok")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "401", ref = "Unauthorized")
  @APIResponse(responseCode = "403", ref = "Forbidden")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "429", ref = "TooMany")
  @APIResponse(responseCode = "503", ref = "Unavailable")
  public Uni<Map<String, Boolean>> notify(@Context RoutingContext request) {
    counted();
    return intake.take(rules.readShort(JsonBody.of(request)), null).replaceWith(Map.of("ok", true));
  }

  /** Who calls, once more. */
  private String counted() {
    String userId = callers.current().userId();
    limit.count(userId);
    return userId;
  }

  private static RequestKey requestKey(String userId, String key, JsonObject body) {
    if (key.isBlank() || key.length() > MAX_KEY || !Text.isStorable(key)) {
      throw Refusal.invalid("Idempotency-Key must have 1 to " + MAX_KEY + " characters");
    }
    return new RequestKey(userId, key, fingerprint(body));
  }

  private static String fingerprint(JsonObject body) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(body.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
