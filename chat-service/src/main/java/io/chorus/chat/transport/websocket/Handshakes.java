package io.chorus.chat.transport.websocket;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.transport.socket.Leftovers;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has those who want a WebSocket wait in line where many come at once, ahead of all that costs
 * time: whoever finds no place there is answered 503 with a time to come again. Runs on the event
 * loops; never blocks.
 */
@Singleton
class Handshakes {
  /** Ahead of whatever looks at a token. */
  private static final int ORDER = -260;

  private final Map<EventLoop, HandshakeLine> lines = new ConcurrentHashMap<>();
  private final int places;
  private final Counter refused;

  Handshakes(ChatConfig config, MeterRegistry metrics) {
    this.places = config.session().handshakes();
    this.refused = metrics.counter("chorus.refused", "bound", "handshakes");
  }

  void register(@Observes Router router) {
    router.route("/ws").order(ORDER).handler(this::line);
    router.route("/socket.io/*").order(ORDER).handler(this::line);
    router.route("/ws").order(ORDER + 1).handler(Leftovers::of);
  }

  private void line(RoutingContext request) {
    if (!request.request().headers().contains(HttpHeaderNames.UPGRADE)) {
      request.next();
      return;
    }
    EventLoop loop = ((ConnectionBase) request.request().connection()).channel().eventLoop();
    lines
        .computeIfAbsent(loop, it -> new HandshakeLine(it, places, System::nanoTime))
        .take(new Upgrade(request, (ContextInternal) Vertx.currentContext(), refused));
  }

  /**
   * @param context of the request, on which whoever is called next expects to be
   */
  private record Upgrade(RoutingContext request, ContextInternal context, Counter refused)
      implements HandshakeLine.Arrival {
    @Override
    public void admit() {
      if (!request.response().closed()) {
        context.emit(request, RoutingContext::next);
      }
    }

    @Override
    public void sendAway() {
      refused.increment();
      request.fail(new Refusal(ErrorCode.OVERLOADED, "too many connect at once; come again"));
    }
  }
}
