package io.chorus.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what no resource should see: addresses that can be read in more than one way, and
 * everything while too much is unread, as each answer would add to it.
 */
class Admission {
  /** Looked up late: filters are made before there are settings. */
  private final Instance<UnreadAnswers> unread;

  Admission(Instance<UnreadAnswers> unread) {
    this.unread = unread;
  }

  @ServerRequestFilter(preMatching = true)
  void admit(HttpServerRequest request) {
    unread.get().admit();
    Target.check(request.uri());
  }
}
