package io.chorus.chat.transport.engineio;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.chorus.chat.transport.socket.OutboundMemory;
import java.time.Duration;

/**
 * What a server tells its clients at the handshake, and its bounds.
 *
 * @param pingTimeout time for a pong to come
 * @param maxPayload bytes of one frame or one posted body
 * @param upgradeTimeout time for an upgrade to be completed
 * @param pollingSessions sessions that may poll at once
 * @param outbound what may wait for the next poll, or at a WebSocket
 */
public record EngineSettings(
    Duration pingInterval,
    Duration pingTimeout,
    int maxPayload,
    Duration upgradeTimeout,
    int pollingSessions,
    OutboundBounds outbound) {

  public static EngineSettings of(ChatConfig config, OutboundMemory memory) {
    ChatConfig.SocketIo limits = config.socketIo();
    return new EngineSettings(
        limits.pingInterval(),
        limits.pingTimeout(),
        limits.maxPayload(),
        limits.upgradeTimeout(),
        limits.pollingSessions(),
        OutboundBounds.of(config.session(), memory));
  }
}
