package io.chorus.redis;

import io.chorus.stack.test.redis.PrivateAuthority;
import io.chorus.stack.test.redis.RedisAccess;
import io.chorus.stack.test.redis.RedisAccess.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TLS of a private authority, and a user who may do what the documentation says and no more. */
record DocumentedAccess(PrivateAuthority authority, Rules rules) {
  private static final String BEGINNING = "user chorus on >PASSWORD ";

  static DocumentedAccess in(Path folder) {
    try (var lines = Files.lines(Path.of("..", "docs", "deployment.md"))) {
      List<String> users =
          lines
              .filter(line -> line.startsWith(BEGINNING))
              .map(line -> line.substring(BEGINNING.length()))
              .toList();
      return new DocumentedAccess(
          PrivateAuthority.in(folder), new Rules(users.getFirst(), users.getLast()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RedisAccess access() {
    return new RedisAccess(Optional.of(authority), Optional.of(rules));
  }

  /** For the services, beside where Redis is. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_REDIS_TLS_CONFIGURATION_NAME",
        "redis",
        "QUARKUS_TLS_REDIS_TRUST_STORE_PEM_CERTS",
        authority.certificate().toString());
  }

  /** What the user may run on a server. */
  List<String> commands() {
    return Arrays.stream(rules.server().split(" "))
        .filter(word -> word.startsWith("+"))
        .map(word -> word.substring(1))
        .toList();
  }
}
