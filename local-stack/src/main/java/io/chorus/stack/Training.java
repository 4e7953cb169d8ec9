package io.chorus.stack;

import io.chorus.stack.data.DataFolder;
import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.service.Fleet;
import io.chorus.stack.service.PackagedService;
import io.chorus.stack.service.Service;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs one service for a moment, with a Redis and a PostgreSQL, and uses it as clients do, so that
 * its next start has what this one has loaded and profiled: the JVM's AOT cache, beside its jar. It
 * holds for the same JVM, the same jars and much the same flags.
 */
public final class Training {
  private static final String CONFIGURATION = "app.aotconf";

  /** All classes are laid out anew in the metaspace, beside those that are in use. */
  private static final String ROOM = "-XX:MaxMetaspaceSize=512m";

  private final SuiteOptions options;
  private final String module;
  private final Consumer<String> progress;

  /**
   * @param options apart from any other suite
   * @param module the service's folder
   */
  public Training(SuiteOptions options, String module, Consumer<String> progress) {
    this.options = options;
    this.module = module;
    this.progress = progress;
  }

  /**
   * Returns at once where what was packaged last is trained.
   *
   * @throws StartFailure if it does not run, or the cache cannot be made
   */
  public void run() throws IOException, InterruptedException {
    Path application = options.home().resolve(module).resolve("target/quarkus-app");
    Path configuration = application.resolve(CONFIGURATION);
    Path cache = application.resolve(PackagedService.AOT_CACHE);
    if (isNewest(cache, application)) {
      return;
    }
    Files.deleteIfExists(cache);
    progress.accept("Training " + module + " ...");
    record(configuration);
    make(configuration, cache);
    Files.delete(configuration);
    progress.accept("%s: %d MB.".formatted(cache, Files.size(cache) >> 20));
  }

  private static boolean isNewest(Path file, Path folder) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    long made = Files.getLastModifiedTime(file).toMillis();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).allMatch(it -> it.toFile().lastModified() <= made);
    }
  }

  private void record(Path configuration) throws IOException {
    Files.createDirectories(options.data());
    DataFolder data = new DataFolder(options.data());
    data.requireRoom();
    DevKeys keys = DevKeys.in(options.keys());
    try (Roster roster = data.openRoster()) {
      EmbeddedRedis redis =
          new EmbeddedRedis(
              FreePort.pick(), options.data(), options.log("redis"), roster, restarted -> {});
      EmbeddedPostgres postgres =
          new EmbeddedPostgres(
              FreePort.pick(), data.postgres(), options.log("postgres"), roster, restarted -> {});
      List<String> recorded =
          options.packaged(
              module, List.of(ROOM, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration));
      Map<String, String> environment = Parts.environment(module, options, keys, redis, postgres);
      Service service =
          new Service(
              module,
              recorded,
              options.data(),
              options.log(module),
              environment,
              roster,
              restarted -> {});
      Fleet alone = new Fleet(List.of(service), List.of(), List.of());
      Fleet.together(List.<Runnable>of(redis::start, postgres::start).stream());
      try {
        alone.start();
        new Rehearsal(service.endpoint(), new Tokens(keys)).run();
      } finally {
        alone.stop();
        redis.stop();
        postgres.stop();
      }
    }
  }

  private void make(Path configuration, Path cache) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            options.packaged(
                module,
                List.of(
                    ROOM,
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + configuration,
                    "-XX:AOTCache=" + cache)));
    Path log = options.log(module + "-cache");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0 || !Files.exists(cache)) {
      throw new StartFailure("The cache of " + module + " was not made; see " + log + ".");
    }
  }
}
