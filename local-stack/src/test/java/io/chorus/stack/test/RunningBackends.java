package io.chorus.stack.test;

import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.embedded.Folders;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** One JVM's backends, in a temporary folder. */
record RunningBackends(
    EmbeddedRedis redis, EmbeddedPostgres postgres, DevKeys keys, Tokens tokens) {

  private static final class Shared {
    static final RunningBackends INSTANCE = start();
  }

  static RunningBackends get() {
    return Shared.INSTANCE;
  }

  private static RunningBackends start() {
    Path folder = temporaryFolder();
    Roster roster = Roster.open(folder.resolve("processes"));
    EmbeddedRedis redis =
        new EmbeddedRedis(
            FreePort.pick(), folder, folder.resolve("redis.log"), roster, restarted -> {});
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(
            FreePort.pick(),
            folder.resolve("postgres"),
            folder.resolve("postgres.log"),
            roster,
            restarted -> {});
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis, postgres, roster, folder)));
    CompletableFuture<Void> redisUp = CompletableFuture.runAsync(redis::start);
    postgres.start();
    redisUp.join();
    DevKeys keys = DevKeys.in(folder.resolve("keys"));
    return new RunningBackends(redis, postgres, keys, new Tokens(keys));
  }

  private static void stop(
      EmbeddedRedis redis, EmbeddedPostgres postgres, Roster roster, Path folder) {
    roster.seal();
    redis.stop();
    postgres.stop();
    roster.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("chorus-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
