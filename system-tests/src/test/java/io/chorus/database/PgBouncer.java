package io.chorus.database;

import static org.awaitility.Awaitility.await;

import io.chorus.stack.Wiring;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.test.Needs;
import io.chorus.stack.test.redis.PrivateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real pooler before PostgreSQL, as docs/configuration.md tells to set it up: a connection to
 * PostgreSQL belongs to a client for as long as it is connected. It speaks TLS alone, with a
 * certificate of an authority that nobody knows.
 */
final class PgBouncer implements Wiring, AutoCloseable {
  /** As many as the pools of two services hold, and what makes their schemas. */
  private static final int CONNECTIONS = 30;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

  private final Path program;
  private final Path folder;
  private final PrivateAuthority authority;
  private final int port = FreePort.pick();
  private final String mode;
  private Process process;

  /**
   * Ends the test where there is no pooler.
   *
   * @param mode what a client keeps a session for
   */
  PgBouncer(Path folder, String mode) {
    this.mode = mode;
    Path found = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    Needs.require(found != null, "pgbouncer");
    this.program = found;
    this.folder = folder;
    this.authority = PrivateAuthority.in(folder.resolve("authority"));
  }

  /** What the services are told beside the address. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE",
        "verify-full",
        "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM",
        "HTTPS",
        "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
        "true",
        "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
        authority.certificate().toString(),
        "QUARKUS_DATASOURCE_JDBC_URL",
        "jdbc:postgresql://127.0.0.1:%d/chorus?sslmode=verify-full&sslrootcert=%s"
            .formatted(port, authority.certificate()));
  }

  @Override
  public synchronized String address(String service, String backend, String url) {
    if (!backend.equals("postgres")) {
      return url;
    }
    if (process == null) {
      start(URI.create(url));
    }
    return "postgresql://127.0.0.1:" + port + "/chorus";
  }

  private void start(URI postgres) {
    String database = postgres.getPath().substring(1);
    String server =
        "host=%s port=%d dbname=%s user=chorus password=chorus"
            .formatted(postgres.getHost(), postgres.getPort(), database);
    try {
      // Started by root, it serves as somebody else, who has to get in.
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path settings =
          Files.writeString(
              folder.resolve("pgbouncer.ini"),
              """
              [databases]
              chorus = %1$s pool_mode=%6$s pool_size=%2$d
              [pgbouncer]
              listen_addr = 127.0.0.1
              listen_port = %3$d
              unix_socket_dir =
              auth_type = any
              client_tls_sslmode = require
              client_tls_cert_file = %4$s
              client_tls_key_file = %5$s
              ignore_startup_parameters = extra_float_digits,statement_timeout,lock_timeout,idle_in_transaction_session_timeout,plan_cache_mode,jit,enable_seqscan
              """
                  .formatted(
                      server,
                      CONNECTIONS,
                      port,
                      authority.serverCertificate(),
                      authority.serverKey(),
                      mode));
      ProcessBuilder builder =
          "root".equals(System.getProperty("user.name"))
              ? new ProcessBuilder(program.toString(), "-u", "nobody", settings.toString())
              : new ProcessBuilder(program.toString(), settings.toString());
      process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("pgbouncer.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    await("the pooler").atMost(PATIENCE).until(this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
