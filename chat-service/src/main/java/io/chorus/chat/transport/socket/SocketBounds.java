package io.chorus.chat.transport.socket;

/**
 * What one socket may hold.
 *
 * @param outboundFrames that wait to be written
 * @param outboundBytes that wait to be written
 * @param messageBytes of one message that comes in, in one frame or many
 */
public record SocketBounds(int outboundFrames, int outboundBytes, int messageBytes) {}
