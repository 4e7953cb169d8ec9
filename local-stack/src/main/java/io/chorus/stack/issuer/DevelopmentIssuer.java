package io.chorus.stack.issuer;

import io.chorus.stack.token.Pem;
import io.chorus.stack.token.TokenRequest;
import io.chorus.stack.token.Tokens;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * OpenID Connect for a page of the same origin: authorization code with PKCE, where a name is all
 * that is asked for. What it remembers is in memory, so whoever was logged in when it ends logs in
 * again. Its handlers run on one event loop.
 */
public final class DevelopmentIssuer implements AutoCloseable {
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);
  private static final Duration LOGIN_LIFETIME = Duration.ofHours(12);
  private static final long MAX_BODY_BYTES = 16 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final String issuer;
  private final String page;
  private final Tokens tokens;
  private final JsonObject keys;
  private final Duration tokenLifetime;
  private final Grants<Login> codes;
  private final Grants<Login> logins;

  private DevelopmentIssuer(IssuerOptions options) {
    issuer = options.issuer().toString();
    page = options.page();
    tokens = new Tokens(Pem.privateKey(options.privateKey()), issuer);
    keys = keys(options.publicKey(), tokens.algorithm());
    tokenLifetime = options.tokenLifetime();
    codes = new Grants<>(CODE_LIFETIME, Clock.systemUTC());
    logins = new Grants<>(LOGIN_LIFETIME, Clock.systemUTC());
  }

  /** Listens on every address; returns once it does. */
  public static DevelopmentIssuer open(IssuerOptions options) {
    DevelopmentIssuer opened = new DevelopmentIssuer(options);
    opened
        .vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(30))
        .requestHandler(opened.router(options.issuer().getPath()))
        .listen(options.port())
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return opened;
  }

  /** Runs it until the process is ended, as its environment says. */
  public static void main(String[] arguments) {
    IssuerOptions options = IssuerOptions.of(System.getenv());
    open(options);
    System.out.println(
        options.issuer() + " logs in whoever asks, under any name: never run this in production.");
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Router router(String path) {
    Router router = Router.router(vertx);
    router.route().handler(DevelopmentIssuer::protect);
    BodyHandler form = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.get(path + "/.well-known/openid-configuration").handler(this::describe);
    router.get(path + "/jwks").handler(context -> send(context.response(), keys));
    router.get(path + "/authorize").handler(this::askForName);
    router.post(path + "/authorize").handler(form).handler(this::logIn);
    router.post(path + "/token").handler(form).handler(this::giveTokens);
    router.get(path + "/logout").handler(this::logOut);
    router.get("/ready").handler(context -> context.response().end("ready"));
    return router;
  }

  private static void protect(RoutingContext context) {
    context
        .response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }

  private void describe(RoutingContext context) {
    send(
        context.response(),
        new JsonObject()
            .put("issuer", issuer)
            .put("authorization_endpoint", issuer + "/authorize")
            .put("token_endpoint", issuer + "/token")
            .put("jwks_uri", issuer + "/jwks")
            .put("end_session_endpoint", issuer + "/logout")
            .put("response_types_supported", new JsonArray().add("code"))
            .put("grant_types_supported", JsonArray.of("authorization_code", "refresh_token"))
            .put("subject_types_supported", new JsonArray().add("public"))
            .put("scopes_supported", JsonArray.of("openid", "profile"))
            .put("id_token_signing_alg_values_supported", JsonArray.of(tokens.algorithm()))
            .put("token_endpoint_auth_methods_supported", JsonArray.of("none"))
            .put("code_challenge_methods_supported", JsonArray.of("S256"))
            .put("authorization_response_iss_parameter_supported", true));
  }

  private void askForName(RoutingContext context) {
    MultiMap parameters = context.queryParams();
    Optional<LoginRequest> request = request(context, parameters);
    if (request.isEmpty()) {
      return;
    }
    Optional<String> known = NameCookie.of(context.request());
    if (known.isPresent() && !"login".equals(parameters.get("prompt"))) {
      goBack(context, request.get(), known.get());
    } else {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
          .end(LoginForm.of(issuer + "/authorize", parameters));
    }
  }

  private void logIn(RoutingContext context) {
    MultiMap form = context.request().formAttributes();
    request(context, form)
        .ifPresent(
            request -> {
              String name = form.contains("name") ? form.get("name").strip() : "";
              if (!UserIds.isName(name)) {
                refuse(context, "A name has 1 to " + UserIds.LONGEST_NAME + " characters.");
                return;
              }
              context.response().putHeader(HttpHeaders.SET_COOKIE, NameCookie.set(name, page));
              goBack(context, request, name);
            });
  }

  private void goBack(RoutingContext context, LoginRequest request, String name) {
    String code = codes.give(new Login(request, name));
    // 303: what was posted is not to be posted there.
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, request.answer(issuer, code))
        .end();
  }

  private void giveTokens(RoutingContext context) {
    MultiMap form = context.request().formAttributes();
    Optional<Login> login =
        switch (String.valueOf(form.get("grant_type"))) {
          case "authorization_code" ->
              codes.take(form.get("code")).filter(it -> it.request().isRedeemedBy(form));
          case "refresh_token" ->
              logins
                  .take(form.get("refresh_token"))
                  .filter(it -> it.request().clientId().equals(form.get("client_id")));
          default -> Optional.empty();
        };
    if (login.isEmpty()) {
      context.response().setStatusCode(400);
      send(context.response(), new JsonObject().put("error", "invalid_grant"));
      return;
    }
    TokenRequest user =
        TokenRequest.user(UserIds.of(login.get().name()))
            .named(login.get().name())
            .validFor(tokenLifetime);
    LoginRequest request = login.get().request();
    send(
        context.response(),
        new JsonObject()
            .put("access_token", tokens.mint(user))
            .put("token_type", "Bearer")
            .put("expires_in", tokenLifetime.toSeconds())
            .put("id_token", tokens.identity(user, request.clientId(), request.nonce()))
            .put("refresh_token", logins.give(login.get()))
            .put("scope", request.scope()));
  }

  private void logOut(RoutingContext context) {
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.SET_COOKIE, NameCookie.remove(page))
        .putHeader(HttpHeaders.LOCATION, page)
        .end();
  }

  /** Empty for one that was refused, and told so: here, as nothing says that the page is ours. */
  private Optional<LoginRequest> request(RoutingContext context, MultiMap parameters) {
    try {
      return Optional.of(LoginRequest.of(parameters, page));
    } catch (LoginRequest.Refused e) {
      refuse(context, e.getMessage());
      return Optional.empty();
    }
  }

  private static void refuse(RoutingContext context, String why) {
    context
        .response()
        .setStatusCode(400)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(why);
  }

  private static void send(HttpServerResponse response, JsonObject answer) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer.toBuffer());
  }

  private static JsonObject keys(Path file, String algorithm) {
    try {
      PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(Pem.publicKey(file));
      key.setUse("sig");
      key.setAlgorithm(algorithm);
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
      Map<String, Object> published = key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
      return new JsonObject().put("keys", new JsonArray(List.of(new JsonObject(published))));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Login(LoginRequest request, String name) {}
}
