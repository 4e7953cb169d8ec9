package io.chorus.stack.test;

import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.token.Tokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Redis, PostgreSQL and token keys for a service under test, one set per JVM:
 * {@code @QuarkusTestResource(Backends.class)}. They are started by the first test class that wants
 * them and stopped when the JVM ends. A test that stops one of them has to start it again.
 */
public final class Backends implements QuarkusTestResourceLifecycleManager {

  public static EmbeddedRedis redis() {
    return RunningBackends.get().redis();
  }

  public static EmbeddedPostgres postgres() {
    return RunningBackends.get().postgres();
  }

  public static Tokens tokens() {
    return RunningBackends.get().tokens();
  }

  public static ForgedTokens forgedTokens() {
    return new ForgedTokens(RunningBackends.get().keys());
  }

  @Override
  public Map<String, String> start() {
    return Map.of(
        "quarkus.redis.hosts", redis().url(),
        "quarkus.datasource.reactive.url", postgres().url(),
        "quarkus.datasource.username", postgres().user(),
        "quarkus.datasource.password", postgres().password(),
        "mp.jwt.verify.publickey.location",
            RunningBackends.get().keys().publicFile().toUri().toString(),
        "mp.jwt.verify.issuer", Tokens.ISSUER);
  }

  /** Leaves them running: other test classes of this JVM share them. */
  @Override
  public void stop() {}
}
