package io.chorus.stack.status;

import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.EmbeddedRedis;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Looks at a running suite from outside. */
public final class SuiteState {
  private SuiteState() {}

  /** One process, and whether it serves now. */
  public record Part(String name, String url, long pid, boolean ready) {}

  /** Every part, asked one after the other. */
  public static List<Part> of(StackFile.Content content) {
    List<Part> parts = new ArrayList<>();
    parts.add(part("gateway", content.gateway(), url -> true));
    parts.addAll(services("chat", content.chat()));
    parts.addAll(services("history", content.history()));
    parts.addAll(services("notification", content.notification()));
    parts.add(part("redis", content.redis(), url -> EmbeddedRedis.answers(portOf(url))));
    StackFile.Postgres postgres = content.postgres();
    parts.add(
        part(
            "postgres",
            new Endpoint(postgres.url(), postgres.pid()),
            url -> EmbeddedPostgres.answers(portOf(url), postgres.user(), postgres.password())));
    return parts;
  }

  private static List<Part> services(String kind, List<ServiceEndpoint> endpoints) {
    List<Part> parts = new ArrayList<>();
    for (ServiceEndpoint endpoint : endpoints) {
      Endpoint serving = new Endpoint(endpoint.url(), endpoint.pid());
      parts.add(
          part(
              kind + "-" + (parts.size() + 1),
              serving,
              url -> Readiness.of(endpoint.management())));
    }
    return parts;
  }

  private static Part part(String name, Endpoint endpoint, Predicate<String> serves) {
    boolean ready = ProcessHandle.of(endpoint.pid()).isPresent() && serves.test(endpoint.url());
    return new Part(name, endpoint.url(), endpoint.pid(), ready);
  }

  private static int portOf(String url) {
    return URI.create(url).getPort();
  }
}
