package io.chorus.stack.status;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service whether it is ready. Blocks, for seconds at the most. */
public final class Readiness {
  private static final int PROBE_MILLIS = 2_000;

  private Readiness() {}

  /**
   * @param management where the service tells its health
   */
  public static boolean of(String management) {
    try {
      var connection =
          (HttpURLConnection) URI.create(management + "/q/health/ready").toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
