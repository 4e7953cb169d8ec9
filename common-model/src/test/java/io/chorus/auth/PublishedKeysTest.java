package io.chorus.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.DefaultAccess;
import io.chorus.stack.test.KeyServer;
import io.chorus.stack.test.SignedClaims;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
  private static final RsaJsonWebKey OLD = KeyServer.newKey("old");
  private static final RsaJsonWebKey NEW = KeyServer.newKey("new");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final KeyServer issuer = new KeyServer();
  private final JWTAuthContextInfo info = new JWTAuthContextInfo();
  private PublishedKeys keys;
  private Duration fetchWithin = Duration.ofSeconds(20);

  @BeforeEach
  void configure() {
    info.setPublicKeyLocation(issuer.url());
    info.setTlsCertificatePath(issuer.certificate().toUri().toString());
    info.setIssuedBy(io.chorus.stack.token.Tokens.ISSUER);
    info.setMaxTimeToLiveSecs(0L);
  }

  @AfterEach
  void close() {
    if (keys != null) {
      keys.stop();
    }
    issuer.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void start(Duration pause) throws Exception {
    start(pause, Duration.ofHours(1));
  }

  private void start(Duration pause, Duration refreshEvery) throws Exception {
    KeySettings settings =
        new KeySettings() {
          @Override
          public Duration refreshEvery() {
            return refreshEvery;
          }

          @Override
          public Duration pause() {
            return pause;
          }

          @Override
          public Duration fetchWithin() {
            return fetchWithin;
          }
        };
    keys = new PublishedKeys(info, settings, vertx);
    keys.start();
  }

  private static String token(RsaJsonWebKey key) {
    return SignedClaims.sign(SignedClaims.of("ada", ""), key);
  }

  private void verify(String token) throws Exception {
    join(keys.ready(token));
    new StrictParser(keys, () -> DefaultAccess.OPEN, new SimpleMeterRegistry()).parse(token, info);
  }

  private static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void aTokenOfAPublishedKeyIsGoodAndOneOfAnotherIsNot() throws Exception {
    issuer.publish(OLD);
    start(Duration.ofHours(1));

    verify(token(OLD));

    assertThatThrownBy(() -> verify(token(NEW))).isInstanceOf(ParseException.class);
    RsaJsonWebKey pretender = KeyServer.newKey("old");
    assertThatThrownBy(() -> verify(token(pretender))).isInstanceOf(ParseException.class);
  }

  @Test
  void aNewKeyIsFetchedWhenATokenNamesIt() throws Exception {
    issuer.publish(OLD);
    start(Duration.ZERO);
    verify(token(OLD));

    issuer.publish(OLD, NEW);

    verify(token(NEW));
    verify(token(OLD));
  }

  @Test
  void aKeyThatIsWithdrawnStopsBeingGood() throws Exception {
    issuer.publish(OLD, NEW);
    start(Duration.ZERO, Duration.ofMillis(50));
    verify(token(OLD));

    issuer.publish(NEW);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(
                        () ->
                            new StrictParser(
                                    keys, () -> DefaultAccess.OPEN, new SimpleMeterRegistry())
                                .parse(token(OLD), info))
                    .isInstanceOf(ParseException.class));
    verify(token(NEW));
  }

  @Test
  void unknownKeysCauseOneFetchInAPause() throws Exception {
    issuer.publish(OLD);
    start(Duration.ofHours(1));
    verify(token(OLD));

    RsaJsonWebKey named = KeyServer.newKey("made-up");
    for (int i = 0; i < 100; i++) {
      named.setKeyId("made-up-" + i);
      join(keys.ready(token(named)));
    }

    assertThat(issuer.fetches()).isEqualTo(1);
  }

  @Test
  void aKnownKeyWaitsForNobody() throws Exception {
    issuer.publish(OLD);
    start(Duration.ZERO);
    verify(token(OLD));

    issuer.hang();
    Future<Void> waiting = keys.ready(token(NEW));
    Future<Void> another = keys.ready(token(NEW));
    await().atMost(PATIENCE).until(() -> issuer.fetches() == 2);

    assertThat(keys.ready(token(OLD)).succeeded()).isTrue();
    assertThat(waiting.isComplete()).isFalse();
    issuer.publish(OLD, NEW);
    issuer.goOn();
    join(waiting);
    join(another);
    new StrictParser(keys, () -> DefaultAccess.OPEN, new SimpleMeterRegistry())
        .parse(token(NEW), info);
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void whileNoKeyWasEverFetchedNothingIsSaidOfTheToken() throws Exception {
    start(Duration.ZERO);

    assertThatThrownBy(() -> join(keys.ready(token(OLD))))
        .hasCauseInstanceOf(Refusal.class)
        .cause()
        .satisfies(e -> assertThat(((Refusal) e).code()).isEqualTo(ErrorCode.OVERLOADED));
    assertThat(keys.areThere()).isFalse();

    issuer.publish(OLD);
    verify(token(OLD));
    assertThat(keys.areThere()).isTrue();
  }

  @Test
  void knownKeysStayGoodWhileTheIssuerIsAway() throws Exception {
    issuer.publish(OLD);
    start(Duration.ZERO, Duration.ofMillis(50));
    verify(token(OLD));

    issuer.close();

    join(keys.ready(token(NEW)).otherwiseEmpty());
    verify(token(OLD));
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpInTimeAndAskedForAgain() throws Exception {
    fetchWithin = Duration.ofSeconds(2);
    issuer.drip();
    start(Duration.ZERO);

    assertThatThrownBy(() -> join(keys.ready(token(OLD)))).hasCauseInstanceOf(Refusal.class);
    assertThat(keys.areThere()).isFalse();

    issuer.publish(OLD);
    issuer.behave();
    await().atMost(PATIENCE).until(() -> keys.ready(token(OLD)).succeeded() || keys.areThere());
    verify(token(OLD));
  }

  @Test
  void anAnswerWithoutBoundIsNotTaken() throws Exception {
    issuer.flood();
    start(Duration.ZERO);

    assertThatThrownBy(() -> join(keys.ready(token(OLD)))).hasCauseInstanceOf(Refusal.class);
    assertThat(keys.areThere()).isFalse();

    issuer.publish(OLD);
    issuer.behave();
    verify(token(OLD));
  }
}
