package io.chorus.auth;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.CompactToken;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.AbstractKeyLocationResolver;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.Key;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys of an issuer that publishes them as a JWKS by URL. They are fetched on a thread of its
 * own, at the start, every so often, and when a token names one that is not known; never twice at
 * once, and not again before a pause is over. What was fetched last stays good while the issuer is
 * away.
 *
 * <p>Thread-safe. Tokens are verified against memory alone, so callers {@link #ready wait} first.
 */
@Startup
@Singleton
class PublishedKeys extends AbstractKeyLocationResolver implements VerificationKeyResolver {
  private static final Logger LOG = Logger.getLogger(PublishedKeys.class);

  /** Of an answer; keys with their certificates have a few thousand each. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  private final Vertx vertx;
  private final String location;
  private final KeySettings settings;
  private volatile List<JsonWebKey> keys = List.of();
  private volatile int number;
  private HttpsJwks source;
  private Future<Void> fetch;
  private long fetchedAt;
  private long timer;

  PublishedKeys(JWTAuthContextInfo info, KeySettings settings, Vertx vertx)
      throws UnresolvableKeyException {
    super(info);
    this.vertx = vertx;
    this.settings = settings;
    this.location = info.getPublicKeyLocation();
  }

  @PostConstruct
  void start() {
    if (areUsed()) {
      fetch();
      timer = vertx.setPeriodic(settings.refreshEvery().toMillis(), ignored -> fetch());
    }
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }

  /** Whether the key's location is a URL. */
  boolean areUsed() {
    return location != null && location.startsWith("http");
  }

  /** Whether any key is there, or none is needed. */
  boolean areThere() {
    return !areUsed() || !keys.isEmpty();
  }

  /**
   * Completes, on the caller's context, as soon as all is there to verify the token, or to know
   * that it cannot be. Fails with a {@link Refusal}: {@code unauthorized} where it is not even
   * readable, {@code overloaded} where no key has ever been fetched.
   */
  Future<Void> ready(String token) {
    if (!areUsed()) {
      return Future.succeededFuture();
    }
    String keyId;
    try {
      keyId = CompactToken.read(token).keyId();
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
    if (isKnown(keyId)) {
      return Future.succeededFuture();
    }
    return awaited(fetch()).transform(ignored -> areThere() ? Future.succeededFuture() : away());
  }

  private static Future<Void> away() {
    return Future.failedFuture(
        new Refusal(ErrorCode.OVERLOADED, "the keys of the issuer are away; try again"));
  }

  private boolean isKnown(String keyId) {
    List<JsonWebKey> known = keys;
    return keyId == null ? !known.isEmpty() : isMatchingJwkAvailable(known, keyId);
  }

  private Future<Void> awaited(Future<Void> shared) {
    Promise<Void> own = ((ContextInternal) vertx.getOrCreateContext()).promise();
    shared.onComplete(own);
    return own.future().timeout(settings.fetchWithin().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Completes with the fetch under way, and at once where it is too early for another. */
  private synchronized Future<Void> fetch() {
    long now = System.nanoTime();
    if (fetch != null && (!fetch.isComplete() || now - fetchedAt < settings.pause().toNanos())) {
      return fetch;
    }
    fetchedAt = now;
    Promise<Void> loaded = Promise.promise();
    Thread loader = Thread.ofVirtual().name("issuer-keys").start(() -> load(loaded));
    // Times for each step do not bound an answer that comes byte by byte. What a virtual thread
    // waits for on the network ends when it is interrupted.
    long deadline =
        vertx.setTimer(settings.fetchWithin().toMillis(), ignored -> loader.interrupt());
    fetch =
        loaded
            .future()
            .onComplete(ignored -> vertx.cancelTimer(deadline))
            // The pause makes this a few lines a minute at the most.
            .onFailure(e -> LOG.warnf("the issuer's keys at %s are away: %s", location, e));
    return fetch;
  }

  private void load(Promise<Void> loaded) {
    try {
      load();
      loaded.complete();
    } catch (Exception e) {
      loaded.fail(
          Thread.interrupted()
              ? new TimeoutException("no whole answer in " + settings.fetchWithin())
              : e);
    }
  }

  /** On a thread of its own, one at a time. */
  private void load() throws Exception {
    if (source == null) {
      source = initializeHttpsJwks(location);
      // The pause is ours.
      source.setRefreshReprieveThreshold(0);
    }
    source.refresh();
    List<JsonWebKey> fetched = List.copyOf(source.getJsonWebKeys());
    if (fetched.isEmpty()) {
      throw new IllegalStateException("there are none");
    }
    keys = fetched;
    number++;
  }

  /** Of the keys that are there now: another one after each fetch, whatever it has brought. */
  int number() {
    return number;
  }

  @Override
  protected Get getHttpGet() {
    int millis = (int) settings.fetchWithin().toMillis();
    Get get = new Get();
    get.setConnectTimeout(millis);
    get.setReadTimeout(millis);
    get.setRetries(0);
    get.setResponseBodySizeLimit(MAX_CHARACTERS);
    return get;
  }

  @Override
  public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    String algorithm = token.getAlgorithmHeaderValue();
    boolean isAllowed =
        authContextInfo.getSignatureAlgorithm().stream()
            .anyMatch(allowed -> allowed.getAlgorithm().equals(algorithm));
    if (isAllowed
        && getJsonWebKey(getKid(token), keys, algorithm) instanceof PublicJsonWebKey key) {
      return key.getPublicKey();
    }
    throw new UnresolvableKeyException("no key of the issuer fits");
  }
}
