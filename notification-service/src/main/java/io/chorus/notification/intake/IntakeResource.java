package io.chorus.notification.intake;

import io.chorus.auth.Callers;
import io.chorus.http.Bodies;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Roles;
import io.chorus.model.json.JsonObject;
import io.chorus.notification.NotificationConfig;
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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
  /** Nothing that somebody on the way might read otherwise: no spaces, controls or accents. */
  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,255}");

  private static final String KEY = "Idempotency-Key";

  /** A message and a userId fit, however they are escaped. */
  private static final int MAX_SHORT_BODY = 64 * 1024;

  private final Bodies bodies;
  private final int maxBody;

  private final NotificationRules rules;
  private final Intake intake;
  private final CallerQuotas quotas;
  private final Callers callers;

  IntakeResource(
      NotificationRules rules,
      Intake intake,
      CallerQuotas quotas,
      Callers callers,
      Bodies bodies,
      NotificationConfig config) {
    this.bodies = bodies;
    this.maxBody = (int) config.maxBody().asLongValue();
    this.rules = rules;
    this.quotas = quotas;
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
      @Parameter(ref = "IdempotencyKey") @HeaderParam(KEY) String described,
      @Context RoutingContext request) {
    String userId = counted();
    String key = key(request);
    return bodies
        .json(request, userId, maxBody)
        .chain(
            json ->
                intake.take(
                    rules.read(json),
                    key == null ? null : new RequestKey(userId, key, fingerprint(json))));
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
    return bodies
        .json(request, counted(), MAX_SHORT_BODY)
        .chain(body -> intake.take(rules.readShort(body), null))
        .replaceWith(Map.of("ok", true));
  }

  /** Who calls, once more. */
  private String counted() {
    String userId = callers.current().userId();
    quotas.count(userId);
    return userId;
  }

  /** The one key; null for none. */
  private static String key(RoutingContext request) {
    List<String> keys = request.request().headers().getAll(KEY);
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() > 1 || !PLAIN.matcher(keys.getFirst()).matches()) {
      throw Refusal.invalid("Idempotency-Key must be one, of 1 to 255 characters of ASCII");
    }
    return keys.getFirst();
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
