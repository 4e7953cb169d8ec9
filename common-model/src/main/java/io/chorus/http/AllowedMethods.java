package io.chorus.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** What may be done at a path; the framework knows it, and says so to OPTIONS alone. */
final class AllowedMethods {
  private AllowedMethods() {}

  /** Of all resources that the path of a request fits. */
  static Set<String> at(ContainerRequestContext call) {
    ResteasyReactiveRequestContext request =
        (ResteasyReactiveRequestContext)
            ((ResteasyReactiveContainerRequestContext) call).getServerRequestContext();
    Set<String> allowed = new TreeSet<>(Set.of("OPTIONS"));
    for (RequestPath<InitialMatch> resource : request.getDeployment().getClassMappers()) {
      RequestMatch<InitialMatch> match = map(resource, request.getPathWithoutPrefix());
      if (match != null) {
        String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
        for (Object handler : match.value.handlers) {
          if (handler instanceof ClassRoutingHandler methods) {
            methods.getMappers().entrySet().stream()
                .filter(method -> method.getKey() != null)
                .filter(method -> method.getValue().map(remaining) != null)
                .map(Map.Entry::getKey)
                .forEach(allowed::add);
          }
        }
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }

  private static RequestMatch<InitialMatch> map(RequestPath<InitialMatch> resource, String path) {
    return new RequestMapper<>(new ArrayList<>(List.of(resource))).map(path);
  }
}
