package io.chorus.chat.transport.socketio;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.posting.Congestion;
import io.chorus.chat.session.Newcomers;
import io.chorus.chat.session.Sessions;
import io.chorus.chat.transport.engineio.EngineServer;
import io.chorus.chat.transport.engineio.EngineSettings;
import io.chorus.chat.transport.engineio.EngineUpgrade;
import io.chorus.chat.transport.engineio.HeaderToken;
import io.chorus.chat.transport.engineio.PollingEndpoint;
import io.chorus.chat.transport.socket.OutboundMemory;
import io.chorus.http.Bodies;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Socket.IO at its path: over polling, and over the WebSocket that {@link SocketIoSocket} is. */
@Singleton
class SocketIo {
  static final String PATH = "/socket.io/";

  private final PollingEndpoint polling;
  private final EngineUpgrade upgrade;

  SocketIo(
      Application application,
      Sessions sessions,
      Newcomers newcomers,
      Bodies bodies,
      Congestion congestion,
      OutboundMemory memory,
      ChatConfig config,
      MeterRegistry metrics) {
    ChatConfig.SocketIo limits = config.socketIo();
    EngineServer engine =
        new EngineServer(
            EngineSettings.of(config, memory),
            newcomers,
            metrics,
            sessions::isDraining,
            (session, home, timers, arrival) ->
                new SocketConversation(
                    new SocketConversation.Setting(
                        application, limits.connectTimeout(), limits.maxPayload(), arrival),
                    session,
                    home,
                    timers));
    this.polling = new PollingEndpoint(engine, bodies);
    this.upgrade = new EngineUpgrade(engine, congestion);
  }

  void keepTokens(@Observes Filters filters) {
    new HeaderToken(PATH).register(filters);
  }

  void route(@Observes Router router) {
    router.route(PATH).handler(polling);
  }

  EngineUpgrade upgrade() {
    return upgrade;
  }
}
