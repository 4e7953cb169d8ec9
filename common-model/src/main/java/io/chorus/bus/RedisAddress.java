package io.chorus.bus;

import java.net.URI;

/**
 * A connection string: {@code redis://user:password@host:6379/0}, say. It has secrets in it, so it
 * stands in no log.
 */
record RedisAddress(URI uri) {
  static RedisAddress of(String connectionString) {
    return new RedisAddress(URI.create(connectionString));
  }

  /** The same without a database: a sentinel has none. */
  String withoutDatabase() {
    return at(uri.getRawAuthority(), "", query("db"));
  }

  /** The same on another server: whoever gets in here gets in there. */
  String onServer(String host, int port) {
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
    String name = host.contains(":") ? "[" + host + "]" : host;
    return at(user + name + ":" + port, uri.getRawPath(), query(""));
  }

  /** For people. */
  String hostAndPort() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private String at(String authority, String path, String query) {
    return uri.getScheme() + "://" + authority + path + query;
  }

  private String query(String without) {
    if (uri.getRawQuery() == null) {
      return "";
    }
    StringBuilder kept = new StringBuilder();
    for (String parameter : uri.getRawQuery().split("&")) {
      if (!parameter.startsWith(without + "=")) {
        kept.append(kept.isEmpty() ? '?' : '&').append(parameter);
      }
    }
    return kept.toString();
  }
}
