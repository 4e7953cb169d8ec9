package io.chorus.chat.transport.echo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The WebSocket of {@link EngineEcho}. Runs on the connection's event loop. */
@IfBuildProfile("conformance")
@WebSocket(path = EngineEcho.PATH, inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class EngineEchoSocket {
  private final EngineEcho echo;

  EngineEchoSocket(EngineEcho echo) {
    this.echo = echo;
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection connection) {
    echo.upgrade().opened(connection);
  }

  /** Looks at the request first. */
  @Singleton
  @IfBuildProfile("conformance")
  static class Check implements HttpUpgradeCheck {
    private final EngineEcho echo;

    Check(EngineEcho echo) {
      this.echo = echo;
    }

    @Override
    public boolean appliesTo(String endpointId) {
      return EngineEchoSocket.class.getName().equals(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
      return Uni.createFrom().item(echo.upgrade().check(context));
    }
  }
}
