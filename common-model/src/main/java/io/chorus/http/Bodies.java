package io.chorus.http;

import io.chorus.model.json.JsonObject;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Reads the bodies of requests, each within a bound of its own, those of a caller within a share
 * and all of them within one bound of the instance. It is for the resource to ask for the body,
 * once it knows who calls: until then not a byte is taken from the network. Thread-safe; never
 * blocks.
 */
@Singleton
public class Bodies {
  private final HttpBounds bounds;
  private final Budget budget;
  private final Shares shares;

  Bodies(HttpBounds bounds, MeterRegistry metrics) {
    this.bounds = bounds;
    this.budget = new Budget("bodies", bounds.bodies().asLongValue(), metrics);
    this.shares = new Shares("bodies", bounds.bodies().asLongValue(), metrics);
  }

  /**
   * Reads the one JSON object in UTF-8 that a body must be.
   *
   * @return fails as {@link #read} does, and with {@code invalid_request}
   */
  public Uni<JsonObject> json(RoutingContext request, String caller, int maxBytes) {
    return read(request, caller, maxBytes).map(JsonObject::read);
  }

  /**
   * Reads a body. Call and subscribe on the event loop of the request, once.
   *
   * @param caller whose request it is; null where that is not known yet
   * @param maxBytes how long it may be
   * @return fails with a {@link io.chorus.model.error.Refusal}: {@code message_too_large}, {@code
   *     rate_limited} where the caller has too many under way, {@code overloaded} where the
   *     instance holds too many; or with {@link BodyTooSlow}
   */
  public Uni<byte[]> read(RoutingContext request, String caller, int maxBytes) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                new Reading(request, caller, maxBytes, budget, shares, emitter).begin(bounds));
  }
}
