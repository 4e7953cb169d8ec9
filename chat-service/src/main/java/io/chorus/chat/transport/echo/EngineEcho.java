package io.chorus.chat.transport.echo;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.posting.Congestion;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Newcomers;
import io.chorus.chat.transport.engineio.Conversation;
import io.chorus.chat.transport.engineio.EngineServer;
import io.chorus.chat.transport.engineio.EngineSession;
import io.chorus.chat.transport.engineio.EngineSettings;
import io.chorus.chat.transport.engineio.EngineUpgrade;
import io.chorus.chat.transport.engineio.PacketFrame;
import io.chorus.chat.transport.engineio.PollingEndpoint;
import io.chorus.chat.transport.socket.OutboundMemory;
import io.chorus.http.Bodies;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Engine.IO alone, at its own path: every message comes back. */
@Singleton
@IfBuildProfile("conformance")
class EngineEcho {
  static final String PATH = "/engine.io/";

  private final PollingEndpoint polling;
  private final EngineUpgrade upgrade;

  EngineEcho(
      Newcomers newcomers,
      Bodies bodies,
      Congestion congestion,
      OutboundMemory memory,
      ChatConfig config,
      MeterRegistry metrics) {
    EngineServer engine =
        new EngineServer(
            EngineSettings.of(config, memory),
            newcomers,
            metrics,
            () -> false,
            (session, home, timers, arrival) -> {
              // Nobody is asked for a token.
              arrival.newcomer().leave();
              return new Echo(session);
            });
    this.polling = new PollingEndpoint(engine, bodies);
    this.upgrade = new EngineUpgrade(engine, congestion);
  }

  void route(@Observes Router router) {
    router.route(PATH).handler(polling);
  }

  EngineUpgrade upgrade() {
    return upgrade;
  }

  private record Echo(EngineSession session) implements Conversation {
    @Override
    public void counted(int bytes) {}

    @Override
    public void heard() {}

    @Override
    public void received(String message) {
      session.send(PacketFrame.message(message));
    }

    @Override
    public void received(byte[] message) {
      session.send(PacketFrame.message(message));
    }

    @Override
    public void ended(CloseCode why) {}
  }
}
