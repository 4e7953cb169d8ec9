package io.chorus.stack.test.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How servers are reached: plainly by everybody, or by TLS, or as a user with a password.
 *
 * @param tls the certificate to show
 * @param rules what the services' user may do, as in an ACL, on a server and on a sentinel
 */
public record RedisAccess(Optional<PrivateAuthority> tls, Optional<Rules> rules) {
  public static final RedisAccess OPEN = new RedisAccess(Optional.empty(), Optional.empty());

  /** Of the services' user; characters in it that a URL has to encode are intended. */
  private static final String PASSWORD = "p@ss/w:rd";

  private static final String IN_URL = "p%40ss%2Fw%3Ard";
  private static final String USER = "chorus";
  private static final String ADMINISTRATOR = "administrator";

  /** What the services' user may do. */
  public record Rules(String server, String sentinel) {}

  List<String> listening(int port) {
    if (tls.isEmpty()) {
      return List.of("port " + port);
    }
    return List.of(
        "port 0",
        "tls-port " + port,
        "tls-replication yes",
        "tls-auth-clients no",
        "tls-ca-cert-file " + tls.get().certificate(),
        "tls-cert-file " + tls.get().serverCertificate(),
        "tls-key-file " + tls.get().serverKey());
  }

  /** The users that a server knows. */
  List<String> users() {
    return users(Rules::server);
  }

  /** The users that a sentinel knows. */
  List<String> sentinelUsers() {
    return users(Rules::sentinel);
  }

  private List<String> users(Function<Rules, String> which) {
    return rules
        .map(
            given ->
                List.of(
                    "user default off",
                    "user " + ADMINISTRATOR + " on >" + PASSWORD + " ~* &* +@all",
                    "user " + USER + " on >" + PASSWORD + " " + which.apply(given)))
        .orElse(List.of());
  }

  /** How a replica introduces itself to its master. */
  List<String> asReplica() {
    return rules.isEmpty()
        ? List.of()
        : List.of("masteruser " + ADMINISTRATOR, "masterauth " + PASSWORD);
  }

  /** How a sentinel introduces itself to servers and to other sentinels. */
  List<String> asSentinel(String name) {
    return rules.isEmpty()
        ? List.of()
        : List.of(
            "sentinel auth-user " + name + " " + ADMINISTRATOR,
            "sentinel auth-pass " + name + " " + PASSWORD,
            "sentinel sentinel-user " + ADMINISTRATOR,
            "sentinel sentinel-pass " + PASSWORD);
  }

  List<String> administrator(int port) {
    List<String> options = new ArrayList<>(List.of("-p", Integer.toString(port)));
    tls.ifPresent(
        authority ->
            options.addAll(List.of("--tls", "--cacert", authority.certificate().toString())));
    if (rules.isPresent()) {
      options.addAll(List.of("--user", ADMINISTRATOR, "--pass", PASSWORD, "--no-auth-warning"));
    }
    return options;
  }

  String url(int port) {
    return (tls.isPresent() ? "rediss://" : "redis://")
        + (rules.isPresent() ? USER + ":" + IN_URL + "@" : "")
        + "127.0.0.1:"
        + port;
  }
}
