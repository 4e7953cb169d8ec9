package io.chorus.http;

import io.chorus.model.json.JsonObject;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Reads the bodies of requests, each within a bound of its own and all of them within one of the
 * instance. It is for the resource to ask for the body, once it knows who calls: until then not a
 * byte is taken from the network. Thread-safe; never blocks.
 */
@Singleton
public class Bodies {
  private final HttpBounds bounds;
  private final Budget budget;

  Bodies(HttpBounds bounds, MeterRegistry metrics) {
    this.bounds = bounds;
    this.budget = new Budget("bodies", bounds.bodies().asLongValue(), metrics);
  }

  /**
   * Reads the one JSON object in UTF-8 that a body must be.
   *
   * @return fails as {@link #read} does, and with {@code invalid_request}
   */
  public Uni<JsonObject> json(RoutingContext request, int maxBytes) {
    return read(request, maxBytes).map(JsonObject::read);
  }

  /**
   * Reads a body. Call and subscribe on the event loop of the request, once.
   *
   * @param maxBytes how long it may be
   * @return fails with a {@link io.chorus.model.error.Refusal}: {@code message_too_large}, {@code
   *     overloaded} where the instance holds too many; or with {@link BodyTooSlow}
   */
  public Uni<byte[]> read(RoutingContext request, int maxBytes) {
    return Uni.createFrom()
        .emitter(emitter -> new Reading(request, maxBytes, budget, emitter).begin(bounds));
  }
}
