package io.chorus.chat.transport.socket;

/**
 * What one socket may hold.
 *
 * @param outbound what waits to be written
 * @param messageBytes of one message that comes in, in one frame or many
 */
public record SocketBounds(OutboundBounds outbound, int messageBytes) {}
