package io.chorus.chat.transport.engineio;

import io.chorus.chat.ChatConfig;
import java.time.Duration;

/**
 * What a server tells its clients at the handshake, and its bounds.
 *
 * @param pingTimeout time for a pong to come
 * @param maxPayload bytes of one frame or one posted body
 * @param upgradeTimeout time for an upgrade to be completed
 * @param pollingSessions sessions that may poll at once
 * @param outboundFrames packets that may wait for the next poll
 * @param outboundBytes bytes that may wait for the next poll
 */
public record EngineSettings(
    Duration pingInterval,
    Duration pingTimeout,
    int maxPayload,
    Duration upgradeTimeout,
    int pollingSessions,
    int outboundFrames,
    int outboundBytes) {

  public static EngineSettings of(ChatConfig config) {
    ChatConfig.SocketIo limits = config.socketIo();
    return new EngineSettings(
        limits.pingInterval(),
        limits.pingTimeout(),
        limits.maxPayload(),
        limits.upgradeTimeout(),
        limits.pollingSessions(),
        config.session().outboundFrames(),
        config.session().outboundBytes());
  }
}
