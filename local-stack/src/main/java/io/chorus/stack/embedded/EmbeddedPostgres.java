package io.chorus.stack.embedded;

import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StopSignal;
import io.chorus.stack.process.Supervised;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A PostgreSQL with its default durability, always on the same port of 127.0.0.1 and on the same
 * data, which it makes at its first start. It is started again whenever it dies, unless it was
 * stopped. Thread-safe.
 */
public final class EmbeddedPostgres {
  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_CONNECTIONS = 200;

  private final int port;
  private final Cluster cluster;
  private final Supervised process;

  /**
   * Does not start it yet.
   *
   * @param data the folder of its data, made if there is none; its parent has to exist
   */
  public EmbeddedPostgres(
      int port, Path data, Path log, Roster roster, Consumer<Supervised> restarted) {
    Path binaries = BinaryCache.ofUser().unpacked(Platform.current().postgres()).resolve("bin");
    this.port = port;
    this.cluster = new Cluster(binaries, data.toAbsolutePath(), log, roster);
    this.process = new Supervised(roster, program(binaries, log), restarted);
  }

  public int port() {
    return port;
  }

  /** For a client of the driver without JDBC: {@code postgresql://host:port/database}. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + database();
  }

  public String user() {
    return Cluster.OWNER;
  }

  public String password() {
    return Cluster.PASSWORD;
  }

  public String database() {
    return "chorus";
  }

  public long pid() {
    return process.pid();
  }

  /** Starts it; returns when it serves and has its database. */
  public void start() {
    cluster.make();
    process.start(READY_BOUND);
    connection().createDatabase(database());
  }

  /** Stops it for good, or until it is started again. Open connections are cut. */
  public void stop() {
    process.stop(PATIENCE);
  }

  /** Kills it as a crash would; it comes back, on the same data. */
  public void kill() {
    process.kill();
  }

  /** Whether a PostgreSQL that knows this user serves at that port. */
  public static boolean answers(int port, String user, String password) {
    return new PostgresConnection(port, user, password).answers();
  }

  private PostgresConnection connection() {
    return new PostgresConnection(port, user(), password());
  }

  private Program program(Path binaries, Path log) {
    List<String> command =
        Unprivileged.command(
            List.of(
                binaries.resolve("postgres").toString(),
                "-D",
                cluster.data().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=" + MAX_CONNECTIONS));
    return new Program(
        "postgres",
        command,
        Map.of(),
        cluster.data().getParent(),
        log,
        StopSignal.INT,
        () -> connection().answers());
  }
}
