package io.chorus.stack.load;

import java.net.URI;
import java.time.Duration;

/**
 * Who talks, and how much.
 *
 * @param url of the suite, http or https
 * @param clients connections, over all rooms
 * @param rate messages a second, over all of them
 */
public record LoadOptions(URI url, int clients, int rooms, int rate, Duration time) {
  /**
   * @throws IllegalArgumentException in one sentence, where nothing could come of it
   */
  public LoadOptions {
    String scheme = url.getScheme();
    require("http".equals(scheme) || "https".equals(scheme), "URL has to be http or https");
    require(url.getHost() != null, "URL names no host");
    require(clients >= 1 && clients <= 20_000, "--clients has to be between 1 and 20000");
    require(rooms >= 1 && rooms <= clients, "--rooms has to be between 1 and the clients");
    require(rate >= 1 && rate <= 100_000, "--rate has to be between 1 and 100000");
    require(!time.isNegative() && !time.isZero(), "--time has to be more than nothing");
  }

  boolean secure() {
    return "https".equals(url.getScheme());
  }

  int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return secure() ? 443 : 80;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ".");
    }
  }
}
